/**
 * What a host does with a copy that arrives behind a script: it is unpacked on its way into a command, and nobody waits for ever
 * for the rest of it. A host does not notice by itself that we are gone without a word (power, a cable): its SSH server goes on
 * holding the line for some two hours. So a copy is never silent (`SIGN_EVERY_S`), and one that is has nobody at its other end.
 */

/** Where a script keeps what arrives behind it: its standard input is nobody else's. */
export const FED = 8;

/** Whoever sends a copy and has nothing to send for so long sends a sign of life. */
export const SIGN_EVERY_S = 10;
/** A copy of which nothing at all has come for so long is over. Our own end gives up a host sooner. */
export const SILENT_S = 60;
/** How often the host looks. */
export const LOOKS_EVERY_S = 5;

/** Printed when a copy ends for its silence; `error-texts.ts` has it in more words. */
export const SILENT_TEXT = `Nothing has come for ${SILENT_S} s`;

/**
 * Gives a command (`sh -c UNPACKED sh COMMAND…`) what arrives, unpacked.
 *
 * - What breaks off must never pass for whole, be it empty: then no tar goes on as this does.
 * - Whether something comes is seen by what the reader has read so far (`/proc/PID/io`). A reader that does not read because the
 *   command takes nothing is within a call for its standard output; a kernel that does not tell the call (`/proc/PID/syscall`)
 *   has a command that takes nothing for so long ended too. Without either file nobody looks.
 * - What runs in the background has no input but what it is given; whoever ends this ends the command. Who looks holds nothing
 *   open that somebody waits for.
 */
export const UNPACKED = `{
gzip -dc <&${FED} &
reader=$!
{
seen='' looks=0
while sleep ${LOOKS_EVERY_S} && read -r now </proc/$reader/io; do
call=''
read -r _ call _ </proc/$reader/syscall
if [ "$now" != "$seen" ] || [ "$call" = 0x1 ]; then seen=$now looks=0; fi
looks=$((looks + 1))
[ "$looks" -le ${SILENT_S / LOOKS_EVERY_S} ] || exec kill "$reader"
done
} >/dev/null 2>&1 ${FED}<&- &
watch=$!
wait "$reader"
case $? in
0) ;;
143) echo '${SILENT_TEXT}' >&2; printf %01024d 1 ;;
*) printf %01024d 1 ;;
esac
kill "$watch" 2>/dev/null
} | "$@" &
trap "kill $!" TERM
wait "$!"
exit`;
