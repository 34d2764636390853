package org.cairndb.planner.exec.scalar;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.ScalarFunction.Traits;
import org.cairndb.storage.datom.Values;

/** Times as text and back by patterns, whose language is given as a function; exact to the microsecond. */
public final class TimeFormats {
    private TimeFormats() {}

    /** The text of a timestamp by a pattern. */
    public static Expression formatted(List<Expression> operands, BiFunction<LocalDateTime, String, String> format) {
        return new ScalarFunction(
                ColumnType.of(Kind.TEXT),
                operands,
                Traits.FAILS,
                Kernel.texts((in, row, sink) -> sink.add(format.apply(
                        LocalDateTime.ofInstant(Values.instantOf(in.longAt(0, row)), ZoneOffset.UTC),
                        in.stringAt(1, row)))));
    }

    /** The timestamp that a text says by a pattern. */
    public static Expression parsed(List<Expression> operands, BiFunction<String, String, LocalDateTime> parse) {
        return new ScalarFunction(
                ColumnType.of(Kind.TIMESTAMP),
                operands,
                Traits.FAILS,
                Kernel.longs((in, row) -> Values.microsOf(
                        parse.apply(in.stringAt(0, row), in.stringAt(1, row)).toInstant(ZoneOffset.UTC))));
    }
}
