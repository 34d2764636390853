package org.cairndb.it.s3;

import org.cairndb.it.SharesJvm;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;

/** The contract of every store on a network that is bad to everything but head swaps. */
@SharesJvm
class S3FaultyContractIT extends S3StoreContract {
    S3FaultyContractIT() {
        super(S3ServerKind.S3PROXY);
    }

    @Override
    void prepare(FaultProxy network) {
        network.inject(Fault.RESET_BEFORE, Selection.of("GET").every(11));
        network.inject(Fault.RESET_AFTER, Selection.of("PUT", "/nodes/").every(17));
        network.inject(Fault.CUT_BODY, Selection.of("GET").every(13));
        network.inject(Fault.STATUS_500, Selection.of("PUT", "/nodes/").every(19));
        network.inject(Fault.STATUS_409, Selection.of("PUT", "/nodes/").every(23));
        network.inject(Fault.STATUS_503, Selection.of("GET").every(31).times(5));
        network.inject(Fault.RESET_AFTER, Selection.of("POST").every(2));
        network.inject(Fault.LOST_ANSWER, Selection.of("GET").every(29).times(2));
    }

    @Override
    StoreOptions options(StoreOptions usual) {
        return usual.with(StoreOption.REQUEST_TIMEOUT, "2s");
    }
}
