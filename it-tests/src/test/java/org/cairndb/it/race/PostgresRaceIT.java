package org.cairndb.it.race;

import org.cairndb.it.SharesJvm;

/** Races of writers on PostgreSQL. */
@SharesJvm
class PostgresRaceIT extends RacingWritersContract {

    PostgresRaceIT() {
        super(6);
    }

    @Override
    BadNetwork newNetwork() {
        return new CutConnections();
    }
}
