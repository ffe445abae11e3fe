# data

data-seed-unreadable = The facts that come with the program cannot be read: { $reason }.
    .fix = Install the program again; if the message stays, report it to the makers.
