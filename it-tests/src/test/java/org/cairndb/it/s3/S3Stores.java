package org.cairndb.it.s3;

import java.net.URI;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.cairndb.storage.store.s3.S3NodeStore;

/** Opens stores on the servers of the tests. */
final class S3Stores {
    /** Prefix of every database in a bucket. */
    static final String PREFIX = "shop/v1";

    private S3Stores() {}

    /** Options that reach a server at an address, such as that of a proxy. */
    static StoreOptions options(S3Server server, URI endpoint) {
        return StoreOptions.NONE
                .with(StoreOption.ENDPOINT, endpoint.toString())
                .with(StoreOption.REGION, server.region())
                .with(StoreOption.ACCESS_KEY_ID, server.accessKey())
                .with(StoreOption.SECRET_ACCESS_KEY, server.secretKey());
    }

    /** A database in a bucket. */
    static NodeStore open(String bucket, StoreOptions options) {
        return S3NodeStore.open(new StoreAddress.S3(bucket, PREFIX, options));
    }
}
