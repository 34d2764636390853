package org.cairndb.planner;

import org.cairndb.storage.testing.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super(
                "org.cairndb.planner",
                "org.cairndb.storage..",
                "org.apache.calcite..",
                "com.google.common..",
                "org.checkerframework..");
    }
}
