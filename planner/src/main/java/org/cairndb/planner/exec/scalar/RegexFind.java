package org.cairndb.planner.exec.scalar;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;

/** Whether a regular expression is found in text. The pattern is compiled again only where it changes from row to row. */
final class RegexFind implements Negatable {
    private final List<Expression> operands;
    private final Function<String, Pattern> compiler;
    private final boolean wanted;
    private final Expression function;

    RegexFind(List<Expression> valueAndPattern, Function<String, Pattern> compiler, boolean wanted) {
        this.operands = List.copyOf(valueAndPattern);
        this.compiler = compiler;
        this.wanted = wanted;
        this.function = new ScalarFunction(
                ColumnType.of(Kind.BOOLEAN), operands, ScalarFunction.Traits.FAILS, (in, size, nulls) -> {
                    Compiled compiled = new Compiled(compiler);
                    return Kernel.longs((arguments, row) -> {
                                Pattern pattern = compiled.of(arguments.stringAt(1, row));
                                boolean found = pattern.matcher(arguments.stringAt(0, row))
                                        .find();
                                return found == wanted ? 1 : 0;
                            })
                            .apply(in, size, nulls);
                });
    }

    /** Remembers the last pattern. */
    private static final class Compiled {
        private final Function<String, Pattern> compiler;
        private String text = "";
        private Pattern pattern;

        Compiled(Function<String, Pattern> compiler) {
            this.compiler = compiler;
            this.pattern = compiler.apply(text);
        }

        Pattern of(String wantedText) {
            if (!wantedText.equals(text)) {
                pattern = compiler.apply(wantedText);
                text = wantedText;
            }
            return pattern;
        }
    }

    @Override
    public Expression negated() {
        return new RegexFind(operands, compiler, !wanted);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        return function.evaluate(batch, context);
    }

    @Override
    public boolean canFail() {
        return true;
    }

    @Override
    public int cost() {
        return 200 + function.cost();
    }
}
