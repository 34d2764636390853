package org.cairndb.storage;

import org.cairndb.storage.testing.ArchitectureContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest extends ArchitectureContract {
    private static final String AWS = "software.amazon.awssdk..";
    private static final String CAFFEINE = "com.github.benmanes.caffeine..";
    private static final String H2 = "org.h2..";
    private static final String HIKARI = "com.zaxxer.hikari..";
    private static final String POSTGRESQL = "org.postgresql..";

    ArchitectureTest() {
        super("org.cairndb.storage", AWS, CAFFEINE, H2, HIKARI, POSTGRESQL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"datom", "node", "tree"})
    void datomsNodesAndTreesSeeOnlyTheJdk(String name) {
        checkUsesOnly(
                "org.cairndb.storage." + name + "..",
                "org.cairndb.storage.datom..",
                "org.cairndb.storage.error..",
                "org.cairndb.storage.node..",
                "org.cairndb.storage.tree..");
    }

    @Test
    void onlyTheS3StoreSeesAws() {
        checkUsedOnlyIn("org.cairndb.storage.store.s3..", AWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {H2, HIKARI, POSTGRESQL})
    void onlyTheJdbcStoreSeesDriversAndConnectionPools(String library) {
        checkUsedOnlyIn("org.cairndb.storage.store.jdbc..", library);
    }
}
