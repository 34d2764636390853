package org.cairndb.planner.exec.sort;

/**
 * A column to sort by.
 *
 * @param column ordinal of the column
 * @param isDescending whether great values come first
 * @param nullsFirst whether nulls come first
 */
public record SortKey(int column, boolean isDescending, boolean nullsFirst) {}
