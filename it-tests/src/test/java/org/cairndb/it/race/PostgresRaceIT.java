package org.cairndb.it.race;

/** Races of writers on PostgreSQL. */
class PostgresRaceIT extends RacingWritersContract {

    PostgresRaceIT() {
        super(6);
    }

    @Override
    BadNetwork newNetwork() {
        return new CutConnections();
    }
}
