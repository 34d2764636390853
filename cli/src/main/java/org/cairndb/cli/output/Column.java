package org.cairndb.cli.output;

/**
 * A column of a result.
 *
 * @param label its heading
 * @param kind what its values are
 */
public record Column(String label, Kind kind) {
    /** What a format has to know of a type. */
    public enum Kind {
        /** A number in decimal notation, unless it is NaN or infinite. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** Bytes in hexadecimal digits. */
        BYTES,
        /** Everything else. */
        TEXT
    }

    /** A column of numbers. */
    public static Column number(String label) {
        return new Column(label, Kind.NUMBER);
    }

    /** A column of text. */
    public static Column text(String label) {
        return new Column(label, Kind.TEXT);
    }
}
