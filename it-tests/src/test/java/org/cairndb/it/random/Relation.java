package org.cairndb.it.random;

import java.util.List;

/**
 * Something that rows can be taken from.
 *
 * @param name how it is called on each side
 * @param columns its columns
 * @param isLarge whether a statement should name it once at most
 */
record Relation(Sql name, List<Column> columns, boolean isLarge) {
    /** A column; on both sides its name is the same. */
    record Column(String name, Type type) {}
}
