package org.cairndb.it.s3;

/** The contract of every store on S3Proxy. */
class S3ProxyContractIT extends S3StoreContract {
    S3ProxyContractIT() {
        super(S3ServerKind.S3PROXY);
    }
}
