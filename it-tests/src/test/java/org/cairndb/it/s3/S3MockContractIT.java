package org.cairndb.it.s3;

/** The contract of every store on S3Mock. */
class S3MockContractIT extends S3StoreContract {
    S3MockContractIT() {
        super(S3ServerKind.S3MOCK);
    }
}
