package org.cairndb.planner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.Context;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.cairndb.planner.ResultColumn.Origin;
import org.cairndb.planner.StatementText.Result;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.RowsOperator;
import org.cairndb.planner.exec.SessionSnapshots;
import org.cairndb.planner.rel.DatomRel;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.planner.rel.PlanPlaces;
import org.cairndb.planner.rel.PlanningSnapshots;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.storage.store.RequestCounter;
import org.jspecify.annotations.Nullable;

/** Plans one statement: parse, validate, optimise, translate. */
final class StatementPlanner {
    private final Catalog names;
    private final List<DatomSchema> schemas;
    private final SnapshotSet snapshots;
    private final JoinPolicy joinPolicy;
    private final Views views;
    private final @Nullable ExecutionContext values;
    private final RelDataTypeFactory typeFactory = DatomTypes.factory();
    private final CalciteCatalogReader catalog;

    StatementPlanner(Catalog names, SnapshotSet snapshots, JoinPolicy joinPolicy, @Nullable ExecutionContext values) {
        this.names = names;
        this.schemas = names.schemas();
        this.snapshots = snapshots;
        this.joinPolicy = joinPolicy;
        this.values = values;
        this.views = Views.of(names);
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        SqlDialectConfig.addTypes(root);
        schemas.forEach(schema -> root.add(schema.name(), schema));
        root.add(InformationSchema.NAME, names.informationSchema());
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
        List<String> path = names.defaultSchema().map(List::of).orElse(List.of());
        this.catalog = new CalciteCatalogReader(root, path, typeFactory, new CalciteConnectionConfigImpl(properties));
    }

    PreparedQuery plan(String sql) {
        StatementText text = StatementText.of(sql);
        try {
            LiteralVersions versions = new LiteralVersions(snapshots.states());
            SqlValidator validator = SqlDialectConfig.validator(catalog, typeFactory);
            SqlNode validated = validator.validate(parsed(text.query(), versions));
            PlanPlaces places = new PlanPlaces();
            PlanningSnapshots planning = new PlanningSnapshots(snapshots.byDatabase(), values);
            Context context = text.result() == Result.MEASURED_PLAN
                    ? Contexts.of(planning, joinPolicy, places)
                    : Contexts.of(planning, joinPolicy);
            PlanOptimizer optimizer =
                    new PlanOptimizer(validator, catalog, context, new SessionFunctions.Values(names));
            RelNode logical = optimizer.logical(validated);
            PlanSources sources = PlanSources.of(logical, versions.found(), snapshots.states());
            RelNode best = optimizer.optimize(logical);
            List<ResultColumn> parameters =
                    parameters(validator.getParameterRowType(validated).getFieldList());
            PreparedQuery.Signature ofPlan = new PreparedQuery.Signature(List.of(planColumn()), parameters);
            return switch (text.result()) {
                case ROWS ->
                    new PreparedQuery(
                            new PreparedQuery.Signature(columns(validator, validated), parameters),
                            DatomRel.factoryOf(best),
                            sources,
                            planning.parameterRanges());
                case PLAN -> new PreparedQuery(ofPlan, explanation(best), sources, planning.parameterRanges());
                case MEASURED_PLAN ->
                    new PreparedQuery(
                            ofPlan,
                            new AnalyzedPlan(DatomRel.factoryOf(best), PlanText.measuredLines(best, places)),
                            sources,
                            planning.parameterRanges());
            };
        } catch (SqlParseException | RuntimeException | AssertionError e) {
            throw new StatementErrors(schemas).translate(e);
        }
    }

    private CalciteSchema root() {
        return catalog.getRootSchema();
    }

    /** The columns that a query gives. */
    static List<ResultColumn> describe(String sql, Catalog names, SessionSnapshots states) {
        SnapshotSet snapshots = new SnapshotSet(states, new RequestCounter());
        StatementPlanner planner = new StatementPlanner(names, snapshots, JoinPolicy.DEFAULT, null);
        try {
            SqlValidator validator = SqlDialectConfig.validator(planner.catalog, planner.typeFactory);
            return columns(validator, validator.validate(planner.parsed(sql, new LiteralVersions(states))));
        } catch (SqlParseException | RuntimeException | AssertionError e) {
            throw new StatementErrors(planner.schemas).translate(e);
        }
    }

    private SqlNode parsed(String query, LiteralVersions versions) throws SqlParseException {
        SqlNode own = CatalogNames.without(SqlDialectConfig.parse(query), names::hasSchema);
        SqlNode ranges = TimeClauses.in(SnapshotScopes.spread(own, views), names, root(), versions);
        SqlNode differences = DiffClauses.in(ranges, names, root(), versions);
        return Percentiles.in(PointParameters.typed(differences));
    }

    private List<ResultColumn> parameters(List<RelDataTypeField> fields) {
        return fields.stream().map(f -> SqlTypes.column(f, Origin.NONE)).toList();
    }

    private static List<ResultColumn> columns(SqlValidator validator, SqlNode validated) {
        List<RelDataTypeField> fields =
                validator.getValidatedNodeType(validated).getFieldList();
        List<@Nullable List<String>> origins = new ArrayList<>(validator.getFieldOrigins(validated));
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            List<String> origin = i < origins.size() ? origins.get(i) : null;
            columns.add(SqlTypes.column(fields.get(i), origin(origin)));
        }
        return columns;
    }

    private static Origin origin(@Nullable List<String> names) {
        if (names == null || names.size() < 3) {
            return Origin.NONE;
        }
        int last = names.size() - 1;
        return new Origin(names.get(last - 2), DatomSchema.shownName(names.get(last - 1)), names.get(last));
    }

    private ResultColumn planColumn() {
        RelDataTypeFactory.Builder builder = typeFactory.builder().add("plan", SqlTypeName.VARCHAR);
        return SqlTypes.column(builder.build().getFieldList().get(0), Origin.NONE);
    }

    private static OperatorFactory explanation(RelNode best) {
        List<@Nullable Object[]> lines = PlanText.lines(best)
                .map(line -> new @Nullable Object[] {line.getBytes(StandardCharsets.UTF_8)})
                .toList();
        return context -> new RowsOperator(List.of(ColumnType.of(ColumnType.Kind.TEXT)), lines);
    }
}
