package org.cairndb.storage.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOptions;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final NodeId NODE = NodeId.of(Bytes.EMPTY);

    private final Bucket bucket = bucket("shop/v1");

    @Test
    void keysAreThoseOfEveryStoreBelowThePrefix() {
        assertThat(bucket.headKey("feature/x")).isEqualTo("shop/v1/heads/feature~x");
        assertThat(bucket.nodeKey(NODE)).isEqualTo("shop/v1/nodes/e3/" + NODE.hex());
    }

    @Test
    void withoutAPrefixKeysBeginAtOnce() {
        assertThat(bucket("").headKey("main")).isEqualTo("heads/main");
        assertThat(bucket("").nodeKey(NODE)).isEqualTo("nodes/e3/" + NODE.hex());
    }

    @Test
    void keysAreReadBack() {
        assertThat(bucket.branchOf("shop/v1/heads/feature~x")).contains("feature/x");
        assertThat(bucket.nodeOf("shop/v1/nodes/e3/" + NODE.hex())).contains(NODE);
    }

    @Test
    void otherObjectsAreNeitherHeadsNorNodes() {
        assertThat(bucket.branchOf("shop/v1/heads/")).isEmpty();
        assertThat(bucket.branchOf("shop/v1/heads/.main.lock")).isEmpty();
        assertThat(bucket.branchOf("shop/v1/heads/a/b")).isEmpty();
        assertThat(bucket.nodeOf("shop/v1/nodes/" + NODE.hex())).isEmpty();
        assertThat(bucket.nodeOf("shop/v1/nodes/00/" + NODE.hex())).isEmpty();
        assertThat(bucket.nodeOf("shop/v1/nodes/e3/x/" + NODE.hex())).isEmpty();
        assertThat(bucket.nodeOf("shop/v1/nodes/e3/readme")).isEmpty();
    }

    private static Bucket bucket(String prefix) {
        return Bucket.of(new StoreAddress.S3("bucket", prefix, StoreOptions.NONE));
    }
}
