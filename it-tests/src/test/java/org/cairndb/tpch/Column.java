package org.cairndb.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;

/** A column of a TPC-H table: its name, how it is stored, and how it can be found. */
record Column<E extends TpchEntity>(TpchColumn<E> source, Type type, Key key) {
    private static final double HUNDREDTHS = 100;

    /** Types of the specification; fixed-point numbers have 15 digits, two of them decimal. */
    enum Type {
        INTEGER,
        DECIMAL,
        DATE,
        TEXT
    }

    /** What a column is a key of. */
    enum Key {
        /** Of the rows of its own table. */
        IDENTITY,
        /** Of other rows, or searched by ranges. */
        INDEXED,
        NONE
    }

    static <E extends TpchEntity> Column<E> of(TpchColumn<E> source, boolean isIdentity) {
        Type type = type(source);
        boolean isSearched = type == Type.DATE || source.getColumnName().endsWith("key");
        Key other = isSearched ? Key.INDEXED : Key.NONE;
        return new Column<>(source, type, isIdentity ? Key.IDENTITY : other);
    }

    private static Type type(TpchColumn<?> source) {
        return switch (source.getType().getBase()) {
            case INTEGER, IDENTIFIER -> Type.INTEGER;
            case DOUBLE -> Type.DECIMAL;
            case DATE -> Type.DATE;
            case VARCHAR -> Type.TEXT;
        };
    }

    String name() {
        return source.getColumnName();
    }

    /** Integers as they are, fixed-point numbers in hundredths, dates in days since 1970. */
    long number(E row) {
        return switch (source.getType().getBase()) {
            case INTEGER -> source.getInteger(row);
            case IDENTIFIER -> source.getIdentifier(row);
            case DOUBLE -> Math.round(source.getDouble(row) * HUNDREDTHS);
            case DATE -> source.getDate(row);
            case VARCHAR -> throw new IllegalStateException(name() + " is no number");
        };
    }

    String text(E row) {
        return source.getString(row);
    }
}
