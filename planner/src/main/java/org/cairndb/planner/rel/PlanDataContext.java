package org.cairndb.planner.rel;

import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.schema.SchemaPlus;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.time.TimeZones;
import org.jspecify.annotations.Nullable;

/** What Calcite's operators ask for while they run. */
final class PlanDataContext implements DataContext {
    private static final String EXECUTION = "cairn.execution";
    private static final long MICROS_PER_MILLI = 1000;

    private final ExecutionContext execution;
    private final Map<String, Object> stashed;
    private final Map<Integer, RelDataType> parameterTypes;
    private final JavaTypeFactory typeFactory;

    PlanDataContext(ExecutionContext execution, Compiled compiled) {
        this.execution = execution;
        this.stashed = compiled.stashed;
        this.parameterTypes = compiled.parameterTypes;
        this.typeFactory = compiled.typeFactory;
    }

    /** What belongs to the generated code rather than to one execution. */
    record Compiled(
            Map<String, Object> stashed, Map<Integer, RelDataType> parameterTypes, JavaTypeFactory typeFactory) {}

    static ExecutionContext executionOf(DataContext context) {
        Object execution = context.get(EXECUTION);
        if (execution == null) {
            throw new IllegalStateException("The context is not ours");
        }
        return (ExecutionContext) execution;
    }

    @Override
    public @Nullable Object get(String name) {
        if (name.startsWith("?")) {
            int ordinal = Integer.parseInt(name.substring(1));
            RelDataType type = parameterTypes.get(ordinal);
            return type == null ? null : EnumerableValues.toObject(execution.parameter(ordinal), 0, type);
        }
        long millis = Math.floorDiv(execution.currentMicros(), MICROS_PER_MILLI);
        return switch (name) {
            case EXECUTION -> execution;
            case "utcTimestamp", "currentTimestamp" -> millis;
            case "localTimestamp" ->
                Math.floorDiv(
                        TimeZones.toLocal(
                                execution.currentMicros(), execution.settings().zone()),
                        MICROS_PER_MILLI);
            case "timeZone" -> TimeZone.getTimeZone("UTC");
            case "locale" -> Locale.ROOT;
            case "cancelFlag" -> new AtomicBoolean();
            case "user", "systemUser" -> "";
            default -> stashed.get(name);
        };
    }

    @Override
    public @Nullable SchemaPlus getRootSchema() {
        return null;
    }

    @Override
    public JavaTypeFactory getTypeFactory() {
        return typeFactory;
    }

    @Override
    @SuppressWarnings("NullAway") // generated code never asks for it
    public QueryProvider getQueryProvider() {
        return null;
    }
}
