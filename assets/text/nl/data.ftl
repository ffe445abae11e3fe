# data

data-seed-unreadable = De meegeleverde feiten zijn niet te lezen: { $reason }.
    .fix = Installeer het programma opnieuw; blijft de melding, geef haar dan door aan de makers.
