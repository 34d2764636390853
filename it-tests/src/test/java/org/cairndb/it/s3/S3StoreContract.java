package org.cairndb.it.s3;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreOptions;
import org.cairndb.storage.testing.NodeStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of every store, behind a proxy that makes the requests of one key atomic. */
abstract class S3StoreContract extends NodeStoreContract {
    private final S3Server server;
    private final FaultProxy proxy;
    private final String bucket;

    S3StoreContract(S3ServerKind kind) {
        server = S3Server.shared(kind);
        proxy = FaultProxy.to(server.endpoint());
        bucket = server.newBucket();
        prepare(proxy);
    }

    /** Makes the network as bad as a test wants. */
    void prepare(FaultProxy network) {}

    /** The options of the store, given the usual ones. */
    StoreOptions options(StoreOptions usual) {
        return usual;
    }

    @Override
    protected NodeStore open() {
        return S3Stores.open(bucket, options(S3Stores.options(server, proxy.endpoint())));
    }

    @Override
    protected int swapsPerThread() {
        return 3;
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void theServerHonoursTheConditionsOfPuts() {
        assertThatCode(() -> store().proveSwaps()).doesNotThrowAnyException();
    }
}
