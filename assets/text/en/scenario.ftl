# Scenario's voor onderwijshuisvesting.
