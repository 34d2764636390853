package org.cairndb.writer;

import org.cairndb.storage.testing.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super("org.cairndb.writer", "org.cairndb.storage..");
    }
}
