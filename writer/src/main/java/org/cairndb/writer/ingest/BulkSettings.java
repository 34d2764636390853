package org.cairndb.writer.ingest;

import java.nio.file.Path;

/**
 * How much memory a bulk load takes and where the rest goes.
 *
 * @param stagingBytes bytes of staged columns in memory; what is beyond goes to a temporary file
 * @param sortDatoms datoms of one attribute that are sorted in memory at a time
 * @param chunkDatoms datoms that are merged into an index at a time
 * @param directory where temporary files are made
 */
public record BulkSettings(long stagingBytes, int sortDatoms, int chunkDatoms, Path directory) {
    /** 256 MiB of columns, sorts of 4 million datoms, chunks of half a million, the system's directory for temporary files. */
    public static final BulkSettings DEFAULT =
            new BulkSettings(256L << 20, 4_000_000, 500_000, Path.of(System.getProperty("java.io.tmpdir")));

    /** Refuses sizes below 1. */
    public BulkSettings {
        if (stagingBytes < 1 || sortDatoms < 1 || chunkDatoms < 1) {
            throw new IllegalArgumentException("Bulk settings are at least 1");
        }
    }
}
