package org.cairndb.writer;

import org.cairndb.storage.testing.ArchitectureContract;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super("org.cairndb.writer", "org.cairndb.storage..", "com.fasterxml.jackson.core..");
    }

    @Test
    void jsonIsReadInOnePackageOnly() {
        checkUsedOnlyIn("org.cairndb.writer.ingest", "com.fasterxml.jackson..");
    }
}
