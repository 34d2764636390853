package org.cairndb.cli.output;

import java.util.OptionalLong;

/**
 * How far a long task is.
 *
 * @param label what is being worked on
 * @param unit what is counted, in the plural
 * @param done how many are done
 * @param total how many there will be, where that is known
 */
public record Progress(String label, String unit, long done, OptionalLong total) {
    /** Of a task whose end is known. */
    public static Progress of(String label, String unit, long done, long total) {
        return new Progress(label, unit, done, OptionalLong.of(total));
    }

    /** Of a task whose end is not known. */
    public static Progress open(String label, String unit, long done) {
        return new Progress(label, unit, done, OptionalLong.empty());
    }
}
