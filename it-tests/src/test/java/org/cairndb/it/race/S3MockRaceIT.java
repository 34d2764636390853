package org.cairndb.it.race;

import org.cairndb.it.SharesJvm;
import org.cairndb.it.s3.S3ServerKind;

/** Races of writers on S3Mock. */
@SharesJvm
class S3MockRaceIT extends RacingWritersContract {

    S3MockRaceIT() {
        super(2);
    }

    @Override
    BadNetwork newNetwork() {
        return new BrokenRequests(S3ServerKind.S3MOCK);
    }
}
