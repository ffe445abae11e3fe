# Small numbers: the threshold, on screen and on the command line.

privacy-title = Small numbers
privacy-what = Numbers of fewer pupils than the threshold are not shown, nor the numbers from which they would follow: beside a total, between years and between proposals. So no child can be recognised. Ten is usual.
privacy-where = The threshold is kept in the project, and holds for the screen, for prints and for files. Below ten they all say so.
privacy-label = Threshold (pupils)
privacy-off = Show all numbers, also of one pupil
privacy-sure = Whoever looks on may see this; it is not spread
privacy-off-why = Without a threshold pupils can be recognised. Maps, prints and files then carry the mark ‘small numbers shown’.
privacy-low-why = Below ten pupils can be recognised. Maps, prints and files then carry a mark.
privacy-go = Apply
privacy-state = Numbers of fewer than { $threshold } pupils are not shown.
privacy-state-off = All numbers are shown: there is no threshold.
privacy-is-off = Small numbers are shown: there is no threshold. What comes out of this is not for spreading.
privacy-is-low = The threshold for small numbers is { $threshold } instead of 10. Take care with what is spread.
privacy-threshold = A threshold of { $threshold } cannot be.
    .fix = Choose a number from 0 up to and with { $greatest }.
privacy-confirm = Without a threshold pupils can be recognised.
    .fix = Give --show-small-numbers as well if that is meant.
command-privacy = Small numbers…
    .words = threshold privacy gdpr
plain-few = With so few schools this is not told in pupils: hidden counts would follow from it.
