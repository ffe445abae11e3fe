# choice: who goes where

choice-no-schools = There is no school to choose from.
    .fix = Load schools with pupils.
choice-no-homes = It is not known where any pupils live.
    .fix = Load pupils by buurt or wijk.
choice-shape = The distances ({ $origins } by { $destinations }) do not belong to { $homes } homes and { $schools } schools.
    .fix = Compute the distances again.
choice-coefficient-not-finite = The weight of { $term } is not a number.
    .fix = Enter a number.
choice-no-indicator = { $indicator } is not known for { $school }, and the choice model weighs it.
    .fix = Add the value, or leave this column out of the model.
choice-feedback = A damping of { $damping } can't be used.
    .fix = Choose a damping above 0 and at most 1, and a tolerance of 0 or more.
choice-seats = { $school } can't have { $seats } places.
    .fix = Enter zero or more places, or leave the number empty for no limit.
choice-unplaced = { $pupils } pupils find no place.
    .fix = Give schools more places, or open a school.
choice-not-settled = The choices have not settled after { $rounds } rounds: the share of a group still moves by { $change } percentage points.
    .fix = Do not read this as an end state. Choose a smaller damping or a smaller weight of the own group.
