package org.cairndb.it.s3;

import org.cairndb.it.SharesJvm;
import org.junit.jupiter.api.Nested;

/** Each server speaks as much of the protocol as a store needs. */
@SharesJvm
class S3ServersIT {
    @Nested
    class OfS3Proxy extends S3ServerContract {
        OfS3Proxy() {
            super(S3ServerKind.S3PROXY);
        }
    }

    @Nested
    class OfS3Mock extends S3ServerContract {
        OfS3Mock() {
            super(S3ServerKind.S3MOCK);
        }
    }
}
