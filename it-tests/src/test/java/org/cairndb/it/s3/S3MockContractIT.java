package org.cairndb.it.s3;

import org.cairndb.it.SharesJvm;

/** The contract of every store on S3Mock. */
@SharesJvm
class S3MockContractIT extends S3StoreContract {
    S3MockContractIT() {
        super(S3ServerKind.S3MOCK);
    }
}
