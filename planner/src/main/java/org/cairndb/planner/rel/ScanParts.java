package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;

/** Cuts the key ranges of a scan into parts for several threads. */
final class ScanParts {
    /** Few enough that threads end at about the same time, and enough to pay for opening a pipeline. */
    private static final long DATOMS_PER_PART = 32_768;

    private static final long MAX_PARTS = 512;

    private ScanParts() {}

    /** Disjoint parts that cover the ranges, in their order. */
    static List<List<KeyRange>> of(Snapshot snapshot, Index index, List<KeyRange> ranges) {
        long datoms = 0;
        for (KeyRange range : ranges) {
            datoms += snapshot.estimate(index, range);
        }
        int wanted = (int) Math.min(MAX_PARTS, datoms / DATOMS_PER_PART);
        if (wanted < 2) {
            return List.of(ranges);
        }
        return ranges.size() < wanted ? cut(snapshot, index, ranges, wanted) : grouped(ranges, wanted);
    }

    private static List<List<KeyRange>> cut(Snapshot snapshot, Index index, List<KeyRange> ranges, int wanted) {
        List<List<KeyRange>> parts = new ArrayList<>();
        for (KeyRange range : ranges) {
            snapshot.split(index, range, wanted / ranges.size()).forEach(part -> parts.add(List.of(part)));
        }
        return parts;
    }

    private static List<List<KeyRange>> grouped(List<KeyRange> ranges, int wanted) {
        List<List<KeyRange>> parts = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            int from = (int) ((long) ranges.size() * i / wanted);
            int to = (int) ((long) ranges.size() * (i + 1) / wanted);
            parts.add(ranges.subList(from, to));
        }
        return parts;
    }
}
