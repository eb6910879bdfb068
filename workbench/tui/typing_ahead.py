"""Keys one at a time: each has had its effect before the next one is handed on.

Textual hands a key to whatever has the focus when it arrives. Keys that arrive together (a slow
line, a quick hand) would all go to the screen that the first of them is about to cover: what is
meant for a field would be taken as commands.

Invariant: keys and pastes are handed on in the order they came; none is dropped.
"""

from collections import deque
from functools import partial

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

_AT_MOST = 0.25
"""Seconds after which the next key goes on, whatever has become of the one before."""
_LOOK_AGAIN = 0.01
"""Seconds between two looks at a screen that is not ready for keys."""


class TypingAhead(App[None], inherit_bindings=False):
    """Hands keys on; `is_ready_for_keys` says when a screen can take them."""

    class Passed(Message):
        """Has come the way of a key, and behind it: what the key asked for is begun."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__()
        self._arrived: deque[events.Key | events.Paste] = deque()
        self._number = 0
        """Of the key handed on last."""
        self._under_way = False
        self._went_to: Screen[object] | None = None
        """The screen that had the keys when the last one was handed on."""
        self._patience: Timer | None = None

    def is_ready_for_keys(self) -> bool:
        """Whether what the last key asked for has the keys now."""
        return True

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if not await self._is_for_the_program(event):
                self._arrived.append(event)
            if not self._under_way and self._arrived:
                await self._hand_on()
        else:
            await super().on_event(event)

    async def _is_for_the_program(self, event: events.Event) -> bool:
        """Keys that hold everywhere are not kept waiting for a screen: one of them quits."""
        return (
            self._under_way
            and not self.is_ready_for_keys()
            and isinstance(event, events.Key)
            and await self._check_bindings(event.key, priority=True)
        )

    async def _on_key(self, event: events.Key) -> None:
        """A key that no part of the screen kept for itself has come to its end here."""
        event.prevent_default()
        await super()._on_key(event)
        await self._go_on(self._number)

    async def on_typing_ahead_passed(self, message: Passed) -> None:
        await self._go_on(message.number)

    async def _hand_on(self) -> None:
        self._under_way = True
        self._number += 1
        self._went_to = self.screen
        await super().on_event(self._arrived.popleft())
        self._follow()

    def _follow(self) -> None:
        """Send something the way the key took, to learn when it has passed."""
        if not self.screen_stack:
            return
        (self.focused or self.screen).post_message(self.Passed(self._number))
        if self._patience is not None:
            self._patience.stop()
        self._patience = self.set_timer(_AT_MOST, partial(self._go_on, self._number, late=True))

    async def _go_on(self, number: int, *, late: bool = False) -> None:
        """Hand the next key on, once a screen that has come with the last one is there."""
        if number != self._number or not self._under_way or not self.screen_stack:
            return
        if not self.is_ready_for_keys():
            self.set_timer(_LOOK_AGAIN, partial(self._go_on, number, late=late))
            return
        if self.screen is not self._went_to and not late:
            # It takes this in when it is mounted and has the focus where it belongs.
            self._went_to = self.screen
            self._number += 1
            self._follow()
            return
        self._under_way = False
        if self._patience is not None:
            self._patience.stop()
        if self._arrived:
            await self._hand_on()
