package org.cairndb.jdbc;

import org.cairndb.storage.testing.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super("org.cairndb.jdbc", "org.cairndb.storage..", "org.cairndb.planner..");
    }
}
