package org.cairndb.it.race;

import org.cairndb.it.SharesJvm;
import org.cairndb.it.s3.S3ServerKind;

/** Races of writers on S3Proxy. */
@SharesJvm
class S3ProxyRaceIT extends RacingWritersContract {

    S3ProxyRaceIT() {
        super(2);
    }

    @Override
    BadNetwork newNetwork() {
        return new BrokenRequests(S3ServerKind.S3PROXY);
    }
}
