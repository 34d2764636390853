package org.cairndb.it.s3;

import org.cairndb.it.SharesJvm;

/** The contract of every store on S3Proxy. */
@SharesJvm
class S3ProxyContractIT extends S3StoreContract {
    S3ProxyContractIT() {
        super(S3ServerKind.S3PROXY);
    }
}
