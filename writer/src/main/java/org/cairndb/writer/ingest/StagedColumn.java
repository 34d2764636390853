package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The staged runs of one attribute, in ascending order of entities. */
final class StagedColumn {
    /** A run and the block of entities that it is a part of. */
    record Part(int block, Stage.Staged run) {}

    private final List<Part> parts = new ArrayList<>();
    private long datoms;

    void add(int block, Stage.Staged run) {
        parts.add(new Part(block, run));
        datoms += run.size();
    }

    List<Part> parts() {
        return Collections.unmodifiableList(parts);
    }

    long datoms() {
        return datoms;
    }
}
