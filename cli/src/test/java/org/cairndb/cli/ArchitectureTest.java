package org.cairndb.cli;

import org.cairndb.storage.testing.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {
    ArchitectureTest() {
        super(
                "org.cairndb.cli",
                "org.cairndb.storage..",
                "org.cairndb.writer..",
                "org.cairndb.jdbc..",
                "org.jline..",
                "picocli..");
    }
}
