package org.cairndb.planner.exec.scalar;

import java.util.List;
import java.util.regex.Matcher;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.ScalarFunction.Traits;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Functions of {@link PostgresRegex}. Positions count characters from 1. */
public final class RegexFunctions {
    private RegexFunctions() {}

    /** Whether a pattern is found in a text; the flags are known. */
    public static Expression find(Expression text, Expression pattern, String flags) {
        return Expressions.find(text, pattern, source -> PostgresRegex.compile(source, flags));
    }

    /** Text, pattern, replacement and perhaps flags: the text with the first match replaced, or all with the flag g. */
    public static Expression replace(List<Expression> operands) {
        return TextFunctions.ofStringsChecked(
                operands, in -> PostgresRegex.replace(in[0], in[1], in[2], in.length > 3 ? in[3] : ""));
    }

    /** Text, pattern, perhaps where to begin and which match: where it begins, or 0; with a fifth operand of 1, where what follows it begins. */
    public static Expression position(List<Expression> operands) {
        return new ScalarFunction(ColumnType.of(Kind.LONG), operands, Traits.FAILS, Kernel.longs((in, row) -> {
            String text = in.stringAt(0, row);
            Matcher match = match(in, row, text);
            if (match == null) {
                return 0;
            }
            boolean isEnd = in.count() > 4 && in.longAt(4, row) == 1;
            return 1 + text.codePointCount(0, isEnd ? match.end() : match.start());
        }));
    }

    /** Text, pattern, perhaps where to begin and which match: the match, or null. */
    public static Expression substring(List<Expression> operands) {
        return new ScalarFunction(ColumnType.of(Kind.TEXT), operands, Traits.FAILS, (in, size, nulls) -> {
            boolean[] missing = nulls == null ? new boolean[size] : nulls.clone();
            TextSink sink = new TextSink(size);
            for (int row = 0; row < size; row++) {
                if (!missing[row]) {
                    Matcher match = match(in, row, in.stringAt(0, row));
                    missing[row] = match == null;
                    if (match != null) {
                        sink.add(match.group());
                    }
                }
                in.checkCancelled(row);
                sink.endRow(row);
            }
            return sink.column(missing);
        });
    }

    private static @Nullable Matcher match(Arguments in, int row, String text) {
        long first = in.count() > 2 ? in.longAt(2, row) : 1;
        long wanted = in.count() > 3 ? in.longAt(3, row) : 1;
        if (first < 1 || wanted < 1) {
            throw new CairnException(
                    ErrorCode.VALUE_INVALID, "A position in a text, and the number of a match, are at least 1");
        }
        int length = text.codePointCount(0, text.length());
        if (first > length + 1) {
            return null;
        }
        Matcher matcher = PostgresRegex.compile(in.stringAt(1, row), "").matcher(text);
        boolean found = matcher.find(text.offsetByCodePoints(0, (int) first - 1));
        for (long i = 1; i < wanted && found; i++) {
            found = matcher.find();
        }
        return found ? matcher : null;
    }
}
