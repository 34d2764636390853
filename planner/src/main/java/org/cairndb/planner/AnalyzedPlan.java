package org.cairndb.planner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.Profile;
import org.cairndb.planner.exec.Profile.Measured;
import org.cairndb.planner.exec.RowsOperator;
import org.cairndb.planner.exec.WorkCounter;
import org.cairndb.storage.store.RequestText;
import org.jspecify.annotations.Nullable;

/** EXPLAIN ANALYZE: runs a plan, drops its rows, and gives out its lines with what was measured. */
final class AnalyzedPlan implements OperatorFactory {
    private static final double NANOS_PER_MILLI = 1e6;

    private final OperatorFactory plan;
    private final List<PlanText.Line> lines;

    AnalyzedPlan(OperatorFactory plan, List<PlanText.Line> lines) {
        this.plan = plan;
        this.lines = List.copyOf(lines);
    }

    @Override
    public Operator create(ExecutionContext context) {
        Operator operator = plan.create(context);
        @Nullable Profile profile = context.profile();
        return profile == null ? operator : new Run(operator, profile);
    }

    /** Runs the plan at the first request. */
    private final class Run implements Operator {
        private final Operator operator;
        private final Profile profile;
        private @Nullable Operator result;

        Run(Operator operator, Profile profile) {
            this.operator = operator;
            this.profile = profile;
        }

        @Override
        public @Nullable Batch next() {
            if (result == null) {
                result = textOf(run());
            }
            return result.next();
        }

        private List<String> run() {
            long start = profile.now();
            long rows = 0;
            for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
                rows += batch.rowCount();
            }
            long taken = profile.now() - start;
            List<String> text = new ArrayList<>();
            lines.forEach(line -> text.add(describe(line, profile)));
            text.add("%s in %s".formatted(counted(rows, "row"), millis(taken)));
            text.add(RequestText.of(profile.requests().totals()));
            return text;
        }

        @Override
        public void close() {
            operator.close();
        }
    }

    private static Operator textOf(List<String> lines) {
        List<@Nullable Object[]> rows = lines.stream()
                .map(line -> new @Nullable Object[] {line.getBytes(StandardCharsets.UTF_8)})
                .toList();
        return new RowsOperator(List.of(ColumnType.of(ColumnType.Kind.TEXT)), rows);
    }

    private static String describe(PlanText.Line line, Profile profile) {
        Optional<Measured> measured = line.place().isEmpty()
                ? Optional.empty()
                : profile.at(line.place().getAsInt());
        return line.text()
                + measured.map(m -> "; " + describe(m, below(line, profile))).orElse("")
                + work(line, profile).map(AnalyzedPlan::describe).orElse("");
    }

    private static Optional<WorkCounter> work(PlanText.Line line, Profile profile) {
        return line.place().isEmpty()
                ? Optional.empty()
                : profile.workAt(line.place().getAsInt());
    }

    /** What was written to temporary files and what was skipped, where there was any. */
    private static String describe(WorkCounter work) {
        String written = work.files() == 0
                ? ""
                : String.format(
                        Locale.ROOT, ", %.1f kB in %s", work.bytes() / 1e3, counted(work.files(), "temporary file"));
        String skipped =
                work.skipped() == 0 ? "" : ", leaves with %s skipped".formatted(counted(work.skipped(), "value"));
        return written + skipped;
    }

    private static long below(PlanText.Line line, Profile profile) {
        return line.inputs().stream()
                .flatMap(place -> profile.at(place).stream())
                .mapToLong(Measured::nanos)
                .sum();
    }

    private static String describe(Measured measured, long nanosBelow) {
        String repeated = measured.opened() > 1 ? " of %d runs".formatted(measured.opened()) : "";
        String self =
                nanosBelow == 0 ? "" : ", %s of its own".formatted(millis(Math.max(0, measured.nanos() - nanosBelow)));
        return "real %s in %s%s, %s%s"
                .formatted(
                        counted(measured.rows(), "row"),
                        measured.batches() == 1 ? "1 batch" : measured.batches() + " batches",
                        repeated,
                        millis(measured.nanos()),
                        self);
    }

    private static String counted(long number, String noun) {
        return number == 1 ? "1 " + noun : number + " " + noun + "s";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / NANOS_PER_MILLI);
    }
}
