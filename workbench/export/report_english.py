"""What a study's report says in English: the same as in Swedish."""

SENTENCES = {
    "whole title": "The whole study",
    "kind": "Report by {by}",
    "kind whole": "Report on the whole",
    "size": "{interviews} · {participants} · {words}",
    "made of": (
        "From the project {project}, coded by {coder}. Codebook: {codebook}, version {number}."
    ),
    "made": "Last change in the project {date}. Made with {program}.",
    "made undated": "Made with {program}.",
    "contents": "Contents",
    "table": "Table",
    "figure": "Figure",
    "method": "How the study was done",
    "material": "Interviews and participants",
    "material here": (
        "The report is about what was said {here}: {size}. The whole study has {whole}. The "
        "moderator's questions are not counted."
    ),
    "material whole": "The study has {whole}. The moderator's questions are not counted.",
    "material mixed": (
        "In some interviews others took part, too; the table counts only those whom the report "
        "is about, and their words."
    ),
    "material table": "The interviews that the report rests on",
    "no material": "There are no interviews in the project yet.",
    "coding": "The coding",
    "coding told": (
        "The interviews are coded with the codebook {codebook} (version {number}), which has "
        "{tops} main codes and {subs} sub-codes. A coded excerpt is a passage of an interview "
        "that was given a code. One passage can have several codes and is then as many "
        "excerpts. Of each excerpt the coder can say whether what is said promotes or hinders "
        "what the code stands for, or is neutral or a wish."
    ),
    "coding by": "The report rests on the {number} excerpts that {coder} has coded.",
    "coding settled": (
        "The report rests on the {number} excerpts that the coders have settled on (in the "
        "project: {coder})."
    ),
    "uncoded": (
        "{number} of the interviews are not coded yet ({interviews}); the figures say nothing "
        "of them."
    ),
    "agreement": "How far the coders agree",
    "agreement alone": (
        "One person has coded the material. How another would have coded it has not been tried."
    ),
    "agreement none": (
        "Several people have coded in the project ({coders}), but there are no interviews yet "
        "that all of them have finished. How far they agree is therefore not computed."
    ),
    "agreement told": (
        "{coders} have coded the same {interviews}. They are compared character by character "
        "in what the participants said. The share alike is the part of the text that they "
        "judge alike. Krippendorff's alpha takes away the agreement that chance gives: 1 is "
        "full agreement, 0 is what chance gives."
    ),
    "agreement all": "For all codes together alpha is {alpha}.",
    "agreement undefined": "For all codes together alpha cannot be computed.",
    "agreement high": (
        "That is enough for conclusions by the usual rule of thumb, at least 0.80 "
        "(Krippendorff 2004)."
    ),
    "agreement middle": (
        "That is enough for tentative conclusions by the usual rule of thumb: at least 0.67 "
        "for tentative and 0.80 for firm ones (Krippendorff 2004)."
    ),
    "agreement low": (
        "That is less than the usual rule of thumb asks for: at least 0.67 for tentative and "
        "0.80 for firm conclusions (Krippendorff 2004). So the counts depend in part on who "
        "coded. Read them as a hint of what was brought up, and trust large differences more "
        "than small ones."
    ),
    "agreement table": "Agreement between {coders}",
    "agreement row": "Main code, with sub-codes",
    "same": "Share alike",
    "alpha": "Krippendorff's alpha",
    "all codes": "All codes",
    "counting": "How the figures are counted",
    "counting told": (
        "A code is counted together with its sub-codes. The share of excerpts is of all coded "
        "excerpts in the same place, so that large and small groups can be compared. "
        "Participants, interviews and turns are those with at least one excerpt, of all there "
        "are, coded or not. A turn is all that somebody says until the next person does. The "
        "share of words is of all words that participants said."
    ),
    "counting by": (
        "Each excerpt counts where its speaker belongs. The whole study is counted anew and is "
        "no sum: an interview with participants from several places is still one."
    ),
    "balance told": "The balance is the excerpts that promote less those that hinder.",
    "contrast told": (
        "Where two shares are compared, p is how often chance gives a difference at least as "
        "large, tried by dealing whole interviews out anew {permutations} times. Since many "
        "comparisons are made at once the value is adjusted for that (Holm 1979), and only "
        "where the adjusted p is below 0.05 is a difference said to be shown. That none is "
        "shown does not mean that there is none: with few interviews only very large "
        "differences can be told from chance."
    ),
    "quoting": "The quotations",
    "quoting told": (
        "Quotations are chosen so that those marked as quotable come first, and so that "
        "different people and interviews are heard. They are verbatim. […] shows that words "
        "are left out, and whatever else stands in square brackets was put in place of what "
        "was said."
    ),
    "quoting safe": (
        "What is told of a speaker should fit at least {least} of the study's participants. "
        "What points at fewer is left out."
    ),
    "quoting references": (
        "Behind each quotation stands where it is: 07:31 is turn 31 of interview 07. These "
        "references are for the project and should be taken out before the report leaves it."
    ),
    "overview": "The results in brief",
    "overview here": (
        "{Here}, {coded} are coded, of {all} in the study ({share}). What is spoken of most is "
        "{most}."
    ),
    "overview whole": "In the study {coded} are coded. What is spoken of most is {most}.",
    "overview empty": "{Here}, no excerpts are coded yet.",
    "overview directions": "{hinders} are about what hinders and {promotes} about what promotes.",
    "overview balance": "What hinders outweighs most in {worst}, what promotes in {best}.",
    "overview only hinders": (
        "What hinders outweighs most in {worst}. No code has more excerpts that promote than "
        "hinder."
    ),
    "overview only promotes": (
        "What promotes outweighs most in {best}. No code has more excerpts that hinder than "
        "promote."
    ),
    "overview table here": "Coded excerpts {here}, beside the whole study",
    "overview table": "Coded excerpts in the whole study",
    "overview figure": "What promotes and what hinders {here}, number of excerpts",
    "overview figure whole": (
        "What promotes and what hinders in the whole study, number of excerpts"
    ),
    "code by code": "Code by code",
    "code by code told": (
        "Each code has a part of its own: what it stands for, how often it occurs, quotations "
        "on what promotes and what hinders, and what is common and what differs."
    ),
    "figures here": "The code in figures {here}, beside the whole study",
    "figures": "The code in figures",
    "code": "Code",
    "excerpts": "Excerpts",
    "share": "Share",
    "share whole": "Share, whole study",
    "promotes": "Promotes",
    "hinders": "Hinders",
    "balance": "Balance",
    "participants": "Participants",
    "interviews": "Interviews",
    "words": "Words",
    "interview": "Interview",
    "whole": "The whole study",
    "row excerpts": "Coded excerpts",
    "row turns": "Turns",
    "row participants": "Participants",
    "row interviews": "Interviews",
    "row words": "Words",
    "direction +": "promote",
    "direction -": "hinder",
    "direction 0": "neutral or a wish",
    "direction ": "without direction",
    "of": "{number} of {all}",
    "code figure": "{code}: excerpts that promote and hinder, by {by}",
    "figure told": "Bar chart. {lines}.",
    "figure line": "{name}: promotes {plus}, hinders {minus}",
    "heat told": (
        "Heat map of the share of excerpts by {by} and code; the table below has the same figures."
    ),
    "heading +": "What promotes",
    "heading -": "What hinders",
    "heading 0": "Neutral, and wishes",
    "heading ": "Without direction",
    "heading quotations": "Quotations",
    "told +": "{number} of {all} are about what promotes.",
    "told + one": "{number} of {all} is about what promotes.",
    "told -": "{number} of {all} are about what hinders.",
    "told - one": "{number} of {all} is about what hinders.",
    "told 0": "{number} of {all} are neutral or express wishes.",
    "told 0 one": "{number} of {all} is neutral or expresses a wish.",
    "told ": "{number} of {all} have no direction.",
    "told  one": "{number} of {all} has no direction.",
    "none +": "No excerpts {here} are about what promotes.",
    "none -": "No excerpts {here} are about what hinders.",
    "no quotation": "None of them is long enough to be quoted by itself.",
    "no excerpt": "No excerpts {here} have the code.",
    "no definition": "The codebook has no definition of the code.",
    "common": "Common and different",
    "is common": (
        "{Code} is brought up {everywhere} and in {number} of {all} interviews. It is among "
        "what {groups} have in common."
    ),
    "is not common": (
        "{Code} is brought up {at} {with_it} of {values} {group} and in {number} of {all} "
        "interviews. It is not so widespread that it can be called common: at least half of "
        "each group's interviews would have to bring it up."
    ),
    "is uneven": (
        "{Code} is brought up {everywhere} and in {number} of {all} interviews. Yet somewhere "
        "fewer than half of the interviews bring it up, and so it is not counted as common."
    ),
    "is nowhere": "{Code} is not brought up anywhere.",
    "range": (
        "The share of excerpts is largest {high} ({high_share}) and smallest {low} ({low_share})."
    ),
    "compared": "{Here} the share is {here_share}, {others} {other_share}.",
    "more": "That is more than chance would reasonably give (adjusted p\u00a0=\u00a0{p}).",
    "less": "That is less than chance would reasonably give (adjusted p\u00a0=\u00a0{p}).",
    "not shown": "The difference is no larger than chance may give (adjusted p\u00a0=\u00a0{p}).",
    "cannot tell": (
        "Whether the difference is real cannot be told: there are too few interviews to tell "
        "it from chance."
    ),
    "differs": (
        "The shares differ more than chance would reasonably give (adjusted p\u00a0=\u00a0{p})."
    ),
    "whole not shown": (
        "The differences are no larger than chance may give (adjusted p\u00a0=\u00a0{p})."
    ),
    "whole cannot tell": (
        "Whether the differences are real cannot be told: there are too few interviews to tell "
        "them from chance."
    ),
    "comparison": "{Name} compared with {the_others}",
    "comparison told": (
        "The table compares the share of excerpts {here} with that {others}, code by code. The "
        "column to the right says what can be said of the difference."
    ),
    "comparison none": (
        "None of the differences is so large that it can be told from chance. So the study "
        "does not show that {name} differs from {the_others}, which is not to say that they "
        "are alike."
    ),
    "comparison cannot": (
        "Nothing can be said of the differences: {here} there are so few interviews "
        "({interviews}) that not even the largest possible difference could have been told "
        "from chance."
    ),
    "comparison found": "What differs is {found}.",
    "comparison alone": "There are no others to compare with.",
    "comparison table": "Share of excerpts {here} and {others}",
    "others share": "Share, others",
    "p": "p",
    "p adjusted": "p, adjusted",
    "finding": "Finding",
    "more of": "more of {code}",
    "less of": "less of {code}",
    "group by group": "{Group} by {group}",
    "group by told": "{values} are compared. Shares are of all coded excerpts in the same column.",
    "group figure": "Share of excerpts by {by}, percent",
    "group table": "Coded excerpts by {by}",
    "group value": "{size}; {coded} coded. What is spoken of most is {most}.",
    "group value empty": "{size}; no excerpts are coded.",
    "all in common": "What all have in common",
    "common told": (
        "Common is what is brought up in every group, and in at least half of its interviews."
    ),
    "common list": "{Everywhere} people bring up {codes}.",
    "common list none": "No code is so widespread that it is common to {groups}.",
    "common rest": "Less widespread: {codes}.",
    "differences": "Where they differ",
    "differences none": (
        "No differences between {groups} could be shown. That does not mean that there are "
        "none, but that those in the table are no larger than chance may give with so many "
        "interviews."
    ),
    "differences found": "Differences could be shown: {found}.",
    "differences cannot": "Nothing can be told of {values}: there are too few interviews.",
    "differences table": "Lowest and highest share by {by}",
    "differences of": "{code}, {finding} {here}",
    "differences code": "{code} differs between {groups}",
    "lowest": "Lowest",
    "highest": "Highest",
    "nothing compared": (
        "The interviews tell no municipality (kommun) or actor (aktör) to compare by."
    ),
    "one value": "All interviews belong to {value}; there is nothing to compare.",
    "appendix": "Appendix: all codes",
    "appendix told": (
        "Every code and sub-code of the codebook. The counts of a code include its sub-codes. "
        "What the codes mean and how they are told apart stands in the codebook."
    ),
    "appendix table": "Number of excerpts by code",
    "and": "and",
    "places": "{number} {group}",
    "everywhere": "in all {number} {group}",
}
