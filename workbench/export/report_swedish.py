"""What a study's report says in Swedish, in whole sentences.

Invariant: the same keys as in English; nothing but quotations stands between quotation marks, so
that whatever does can be looked up in the interviews.
"""

SENTENCES = {
    "whole title": "Hela studien",
    "kind": "Delrapport per {by}",
    "kind whole": "Helhetsrapport",
    "size": "{interviews} · {participants} · {words}",
    "made of": (
        "Underlag: projektet {project}, kodat av {coder}. Kodbok: {codebook}, version {number}."
    ),
    "made": "Senaste ändring i projektet {date}. Framställd med {program}.",
    "made undated": "Framställd med {program}.",
    "contents": "Innehåll",
    "table": "Tabell",
    "figure": "Figur",
    # How the study was done.
    "method": "Så gjordes studien",
    "material": "Intervjuer och deltagare",
    "material here": (
        "Rapporten handlar om vad som sades {here}: {size}. Hela studien omfattar {whole}. "
        "Moderatorns frågor är inte medräknade."
    ),
    "material whole": "Studien omfattar {whole}. Moderatorns frågor är inte medräknade.",
    "material mixed": (
        "I en del intervjuer satt också andra deltagare; tabellen räknar bara dem som "
        "rapporten handlar om, och deras ord."
    ),
    "material table": "Intervjuerna som rapporten bygger på",
    "no material": "Inga intervjuer finns ännu i projektet.",
    "coding": "Kodningen",
    "coding told": (
        "Intervjuerna är kodade med kodboken {codebook} (version {number}), som har {tops} "
        "huvudkoder och {subs} underkoder. Ett kodat utdrag är ett stycke ur en intervju som "
        "har fått en kod. Samma stycke kan få flera koder och är då lika många utdrag. För "
        "varje utdrag kan kodaren ange om det som sägs främjar eller hindrar det som koden "
        "står för, eller om det är neutralt eller ett önskemål."
    ),
    "coding by": "Rapporten bygger på de {number} utdrag som {coder} har kodat.",
    "coding settled": (
        "Rapporten bygger på de {number} utdrag som kodarna har enats om (i projektet: {coder})."
    ),
    "uncoded": (
        "{number} av intervjuerna är ännu inte kodade ({interviews}); siffrorna säger "
        "ingenting om dem."
    ),
    "agreement": "Hur väl kodarna stämmer överens",
    "agreement alone": (
        "En enda kodare har kodat materialet. Hur en annan skulle ha kodat är alltså inte prövat."
    ),
    "agreement none": (
        "Flera har kodat i projektet ({coders}), men det finns ännu inga intervjuer som alla "
        "har blivit färdiga med. Hur väl de stämmer överens är därför inte räknat."
    ),
    "agreement told": (
        "{coders} har kodat samma {interviews}. De jämförs tecken för tecken i det som "
        "deltagarna sade. Andelen lika är den del av texten där de gör samma bedömning. "
        "Krippendorffs alfa räknar bort den överensstämmelse som slumpen ger: 1 är full "
        "överensstämmelse, 0 är vad slumpen ger."
    ),
    "agreement all": "För alla koder tillsammans är alfa {alpha}.",
    "agreement undefined": "För alla koder tillsammans går alfa inte att räkna ut.",
    "agreement high": (
        "Det räcker för att dra slutsatser enligt den vanligaste tumregeln, minst 0,80 "
        "(Krippendorff 2004)."
    ),
    "agreement middle": (
        "Det räcker för försiktiga slutsatser enligt den vanligaste tumregeln: minst 0,67 för "
        "försiktiga och minst 0,80 för säkra (Krippendorff 2004)."
    ),
    "agreement low": (
        "Det är lägre än den vanligaste tumregeln kräver: minst 0,67 för försiktiga slutsatser "
        "och minst 0,80 för säkra (Krippendorff 2004). Antalen beror alltså till en del på vem "
        "som har kodat. Läs dem som en fingervisning om vad som togs upp och lita mer på stora "
        "skillnader än på små."
    ),
    "agreement table": "Överensstämmelse mellan {coders}",
    "agreement row": "Huvudkod, med underkoder",
    "same": "Andel lika",
    "alpha": "Krippendorffs alfa",
    "all codes": "Alla koder",
    "counting": "Så är siffrorna räknade",
    "counting told": (
        "En kod räknas tillsammans med sina underkoder. Andelen av utdragen är av alla kodade "
        "utdrag på samma ställe, så att stora och små grupper kan jämföras. Deltagare, "
        "intervjuer och repliker är de som har minst ett utdrag, av alla som finns, kodade "
        "eller inte. En replik är allt som någon säger tills nästa person tar vid. Andelen av "
        "orden är av alla ord som deltagarna sade."
    ),
    "counting by": (
        "Varje utdrag räknas där den som talar hör hemma. Hela studien är räknad för sig och "
        "är ingen summa: en intervju med deltagare från flera håll är ändå en enda."
    ),
    "balance told": "Balansen är antalet utdrag som främjar minus antalet som hindrar.",
    "contrast told": (
        "När två andelar jämförs anger p hur ofta en minst lika stor skillnad uppstår av en "
        "slump, prövat genom att hela intervjuer fördelas om på måfå {permutations} gånger. "
        "Eftersom många jämförelser görs samtidigt justeras värdet för det (Holm 1979), och "
        "först när det justerade p-värdet är under 0,05 sägs att en skillnad är visad. Att "
        "ingen skillnad är visad betyder inte att det inte finns någon: med få intervjuer kan "
        "bara mycket stora skillnader skiljas från slumpen."
    ),
    "quoting": "Citaten",
    "quoting told": (
        "Citaten är valda så att de som kodaren har märkt som citerbara kommer först, och så "
        "att olika personer och intervjuer kommer till tals. De är ordagranna. […] visar att "
        "ord är utelämnade, och det som i övrigt står inom hakparentes är insatt i stället för "
        "det som sades."
    ),
    "quoting safe": (
        "Det som står om den som talar ska passa in på minst {least} av studiens deltagare. "
        "Uppgifter som pekar ut färre är utelämnade."
    ),
    "quoting references": (
        "Efter citatet står var det finns: 07:31 är replik 31 i intervju 07. Hänvisningarna är "
        "till för projektet och bör tas bort innan rapporten lämnas ut."
    ),
    # The results.
    "overview": "Resultatet i korthet",
    "overview here": (
        "{Here} är {coded} kodade, av studiens {all} ({share}). Mest talas det om {most}."
    ),
    "overview whole": "I studien är {coded} kodade. Mest talas det om {most}.",
    "overview empty": "{Here} är inga utdrag kodade ännu.",
    "overview directions": (
        "{hinders} handlar om sådant som hindrar och {promotes} om sådant som främjar."
    ),
    "overview balance": "Störst övervikt av hinder har {worst}, störst övervikt av stöd {best}.",
    "overview only hinders": (
        "Störst övervikt av hinder har {worst}. Ingen kod har fler utdrag som främjar än som "
        "hindrar."
    ),
    "overview only promotes": (
        "Störst övervikt av stöd har {best}. Ingen kod har fler utdrag som hindrar än som främjar."
    ),
    "overview table here": "Kodade utdrag {here}, jämfört med hela studien",
    "overview table": "Kodade utdrag i hela studien",
    "overview figure": "Vad som främjar och vad som hindrar {here}, antal utdrag",
    "overview figure whole": "Vad som främjar och vad som hindrar i hela studien, antal utdrag",
    "code by code": "Kod för kod",
    "code by code told": (
        "Varje kod har ett avsnitt: vad koden står för, hur ofta den förekommer, citat om det "
        "som främjar och det som hindrar, och vad som är gemensamt och vad som skiljer sig åt."
    ),
    "figures here": "Koden i siffror {here}, jämfört med hela studien",
    "figures": "Koden i siffror",
    "code": "Kod",
    "excerpts": "Utdrag",
    "share": "Andel",
    "share whole": "Andel, hela studien",
    "promotes": "Främjar",
    "hinders": "Hindrar",
    "balance": "Balans",
    "participants": "Deltagare",
    "interviews": "Intervjuer",
    "words": "Ord",
    "interview": "Intervju",
    "whole": "Hela studien",
    "row excerpts": "Kodade utdrag",
    "row turns": "Repliker",
    "row participants": "Deltagare",
    "row interviews": "Intervjuer",
    "row words": "Ord",
    "direction +": "främjar",
    "direction -": "hindrar",
    "direction 0": "neutrala eller önskemål",
    "direction ": "utan angiven riktning",
    "of": "{number} av {all}",
    "code figure": "{code}: utdrag som främjar och hindrar, per {by}",
    "figure told": "Stapeldiagram. {lines}.",
    "figure line": "{name}: främjar {plus}, hindrar {minus}",
    "heat told": (
        "Rutdiagram med andelen utdrag per {by} och kod; samma siffror står i tabellen nedanför."
    ),
    "heading +": "Vad som främjar",
    "heading -": "Vad som hindrar",
    "heading 0": "Neutralt och önskemål",
    "heading ": "Utan angiven riktning",
    "heading quotations": "Citat",
    "told +": "{number} av {all} handlar om sådant som främjar.",
    "told -": "{number} av {all} handlar om sådant som hindrar.",
    "told 0": "{number} av {all} är neutrala eller uttrycker önskemål.",
    "told 0 one": "{number} av {all} är neutralt eller uttrycker ett önskemål.",
    "told ": "{number} av {all} saknar angiven riktning.",
    "told + one": "{number} av {all} handlar om sådant som främjar.",
    "told - one": "{number} av {all} handlar om sådant som hindrar.",
    "told  one": "{number} av {all} saknar angiven riktning.",
    "none +": "Inga utdrag {here} handlar om sådant som främjar.",
    "none -": "Inga utdrag {here} handlar om sådant som hindrar.",
    "no quotation": "Inget av dem är så långt att det kan citeras för sig.",
    "no excerpt": "Inga utdrag {here} har fått koden.",
    "no definition": "Kodboken har ingen definition av koden.",
    "common": "Gemensamt och åtskiljande",
    "is common": (
        "{Code} tas upp {everywhere} och i {number} av {all} intervjuer. Det hör till det som "
        "{groups} har gemensamt."
    ),
    "is not common": (
        "{Code} tas upp {at} {with_it} av {values} {group} och i {number} av {all} intervjuer. "
        "Det är inte så spritt att det kan kallas gemensamt: då ska minst hälften av varje "
        "grupps intervjuer ta upp det."
    ),
    "is uneven": (
        "{Code} tas upp {everywhere} och i {number} av {all} intervjuer. På något håll är det ändå "
        "färre än hälften av intervjuerna som tar upp det, och därför räknas det inte som "
        "gemensamt."
    ),
    "is nowhere": "{Code} tas inte upp någonstans.",
    "range": "Andelen av utdragen är störst {high} ({high_share}) och minst {low} ({low_share}).",
    "compared": "{Here} är andelen {here_share}, {others} {other_share}.",
    "more": "Det är mer än vad slumpen rimligen ger (justerat p\u00a0=\u00a0{p}).",
    "less": "Det är mindre än vad slumpen rimligen ger (justerat p\u00a0=\u00a0{p}).",
    "not shown": (
        "Skillnaden är inte större än att den kan bero på slumpen (justerat p\u00a0=\u00a0{p})."
    ),
    "cannot tell": (
        "Om skillnaden är verklig går inte att avgöra: intervjuerna är för få för att skilja "
        "den från slumpen."
    ),
    "differs": (
        "Andelen skiljer sig åt mer än vad slumpen rimligen ger (justerat p\u00a0=\u00a0{p})."
    ),
    "whole not shown": (
        "Skillnaderna är inte större än att de kan bero på slumpen (justerat p\u00a0=\u00a0{p})."
    ),
    "whole cannot tell": (
        "Om skillnaderna är verkliga går inte att avgöra: intervjuerna är för få för att "
        "skilja dem från slumpen."
    ),
    "comparison": "{Name} jämfört med {the_others}",
    "comparison told": (
        "Tabellen jämför andelen av utdragen {here} med andelen {others}, kod för kod. I "
        "kolumnen längst till höger står vad som kan sägas om skillnaden."
    ),
    "comparison none": (
        "Ingen av skillnaderna är så stor att den kan skiljas från slumpen. Studien visar "
        "alltså inte att {name} skiljer sig från {the_others}, vilket inte är detsamma som att "
        "de är lika."
    ),
    "comparison cannot": (
        "Ingenting kan sägas om skillnaderna: {here} är intervjuerna så få ({interviews}) att "
        "inte ens den största möjliga skillnad kunde ha skilts från slumpen."
    ),
    "comparison found": "Det som skiljer sig är {found}.",
    "comparison alone": "Det finns inga andra att jämföra med.",
    "comparison table": "Andel av utdragen {here} och {others}",
    "others share": "Andel, övriga",
    "p": "p",
    "p adjusted": "p, justerat",
    "finding": "Slutsats",
    "more of": "mer av {code}",
    "less of": "mindre av {code}",
    # The whole.
    "group by group": "{Group} för {group}",
    "group by told": "{values} jämförs. Andelarna är av alla kodade utdrag i samma kolumn.",
    "group figure": "Andel av utdragen per {by}, procent",
    "group table": "Kodade utdrag per {by}",
    "group value": "{size}; {coded} kodade. Mest talas det om {most}.",
    "group value empty": "{size}; inga utdrag är kodade.",
    "all in common": "Vad alla har gemensamt",
    "common told": (
        "Gemensamt är det som tas upp i varje grupp, och i minst hälften av gruppens intervjuer."
    ),
    "common list": "{Everywhere} tar man upp {codes}.",
    "common list none": "Ingen kod är så spridd att den är gemensam för {groups}.",
    "common rest": "Inte lika spritt är {codes}.",
    "differences": "Var de skiljer sig åt",
    "differences none": (
        "Mellan {groups} har inga skillnader kunnat visas. Det betyder inte att det inte finns "
        "några, utan att de som syns i tabellen inte är större än slumpen kan ge med så här "
        "många intervjuer."
    ),
    "differences found": "Skillnader har kunnat visas: {found}.",
    "differences cannot": "Om {values} går ingenting att avgöra: intervjuerna där är för få.",
    "differences table": "Lägsta och högsta andel per {by}",
    "differences of": "{code}, {finding} {here}",
    "differences code": "{code} skiljer sig åt mellan {groups}",
    "lowest": "Lägst",
    "highest": "Högst",
    "nothing compared": (
        "Intervjuerna har ingen uppgift om kommun eller aktör att jämföra dem efter."
    ),
    "one value": "Alla intervjuer hör till {value}; det finns ingenting att jämföra.",
    "appendix": "Bilaga: alla koder",
    "appendix told": (
        "Här står varje kod och underkod i kodboken. Antalen för en kod räknar in "
        "underkoderna. Vad koderna betyder och hur de avgränsas från varandra står i kodboken."
    ),
    "appendix table": "Antal utdrag per kod",
    "and": "och",
    "places": "{number} {group}",
    "everywhere": "i alla {number} {group}",
}
