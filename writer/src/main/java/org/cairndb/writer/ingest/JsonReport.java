package org.cairndb.writer.ingest;

import org.cairndb.storage.store.RequestTotals;

/**
 * What lines of JSON did.
 *
 * @param lines lines that were committed, empty ones not counted
 * @param transactions how many transactions that took
 * @param firstTx the first of them; 0 if there was none
 * @param lastTx the last of them; 0 if there was none
 * @param datoms datoms added and retracted
 * @param requests what the commits asked of the store
 */
public record JsonReport(
        long lines, long transactions, long firstTx, long lastTx, long datoms, RequestTotals requests) {}
