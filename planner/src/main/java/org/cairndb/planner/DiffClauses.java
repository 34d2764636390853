package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.planner.rel.DiffTable;
import org.cairndb.planner.rel.SnapshotFunctions;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code TABLE(DIFF('table', from, to))} by a table of differences that is made for the statement, with the two states in a snapshot clause. Other
 * forms: {@code DIFF('a.table', 'b.table')} and {@code DIFF('a.table', from, 'b.table', to)} for copies of one database.
 */
final class DiffClauses extends SqlShuttle {
    private static final String FUNCTION = "DIFF";

    private final CalciteSchema root;
    private final Catalog catalog;
    private final LiteralVersions versions;
    /** Tables of differences made so far. */
    private int count;

    private DiffClauses(Catalog catalog, CalciteSchema root, LiteralVersions versions) {
        this.root = root;
        this.catalog = catalog;
        this.versions = versions;
    }

    /** The statement with tables that are added to the schemas below a root. */
    static SqlNode in(SqlNode statement, Catalog catalog, CalciteSchema root, LiteralVersions versions) {
        SqlNode rewritten = statement.accept(new DiffClauses(catalog, root, versions));
        return rewritten == null ? statement : rewritten;
    }

    /** A table function as it has to be written outside of the view that it stands in: a difference names its tables with their schema. */
    static SqlNode qualified(SqlNode node, Views views) {
        diffIn(node).ifPresent(diff -> {
            int step = diff.operandCount() == 2 ? 1 : 2;
            int last = diff.operandCount() == 3 ? 0 : diff.operandCount() - 1;
            for (int i = 0; i <= last; i += step) {
                if (diff.operand(i) instanceof SqlCharStringLiteral literal) {
                    diff.setOperand(i, qualified(literal, views));
                }
            }
        });
        return node;
    }

    private static SqlNode qualified(SqlCharStringLiteral literal, Views views) {
        SqlParserPos position = literal.getParserPosition();
        String name = literal.getValueAs(String.class);
        return name.contains(".")
                ? literal
                : SqlLiteral.createCharString(
                        String.join(".", views.qualified(new SqlIdentifier(name, position)).names), position);
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        Optional<SqlCall> diff = diffIn(call);
        if (diff.isPresent()) {
            SqlParserPos position = call.getParserPosition();
            Difference difference = differenceOf(diff.get());
            SqlIdentifier alias = new SqlIdentifier(difference.alias(), position);
            return SqlStdOperatorTable.AS.createCall(position, difference.clause(), alias);
        }
        if (call.getKind() != SqlKind.AS || diffIn(call.operand(0)).isEmpty()) {
            return super.visit(call);
        }
        List<SqlNode> operands = new ArrayList<>(call.getOperandList());
        operands.set(0, differenceOf(diffIn(call.operand(0)).get()).clause());
        return call.getOperator().createCall(call.getParserPosition(), operands);
    }

    /** The call of DIFF in a table function, if it is one. */
    private static Optional<SqlCall> diffIn(SqlNode node) {
        return node.getKind() == SqlKind.COLLECTION_TABLE
                        && ((SqlCall) node).operand(0) instanceof SqlCall function
                        && function.getOperator().getName().equalsIgnoreCase(FUNCTION)
                ? Optional.of(function)
                : Optional.empty();
    }

    /** A difference as it stands in FROM, and the name that it has where the statement gives none. */
    private record Difference(SqlNode clause, String alias) {}

    /** A table, which a database may lack, and the point in it, or null for the state that the session reads. */
    private record State(TableName name, @Nullable SqlNode point) {}

    private Difference differenceOf(SqlCall call) {
        List<SqlNode> operands = call.getOperandList();
        return switch (operands.size()) {
            case 2 -> {
                State from = new State(nameIn(operands.get(0)), null);
                yield difference(from, new State(nameIn(operands.get(1)), null), call);
            }
            case 3 -> {
                TableName name = nameIn(operands.get(0));
                yield difference(new State(name, operands.get(1)), new State(name, operands.get(2)), call);
            }
            case 4 -> {
                State from = new State(nameIn(operands.get(0)), operands.get(1));
                yield difference(from, new State(nameIn(operands.get(2)), operands.get(3)), call);
            }
            default -> throw malformed(call);
        };
    }

    private TableName nameIn(SqlNode operand) {
        if (operand instanceof SqlCharStringLiteral literal) {
            String text = literal.getValueAs(String.class);
            return TableName.of(text, catalog).orElseThrow(() -> noTable(text, operand));
        }
        throw malformed(operand);
    }

    private Difference difference(State from, State to, SqlCall call) {
        String fromDatabase = from.name.database();
        String toDatabase = to.name.database();
        if (!from.name.name().equalsIgnoreCase(to.name.name())) {
            throw new CairnException(
                    ErrorCode.SQL_INVALID,
                    "DIFF compares one table; \"%s\" and \"%s\" are two (%s)"
                            .formatted(from.name.name(), to.name.name(), place(call)));
        }
        boolean isOfOne = fromDatabase.equals(toDatabase);
        List<DatomTable> tables = Stream.of(from, to)
                .flatMap(state -> tables(state).table(state.name.name()).stream())
                .distinct()
                .toList();
        if (tables.isEmpty()) {
            throw noTable(from.name.text(), call);
        }
        String name = tables.get(0).name() + "$diff" + (count == 0 ? "" : count) + (isOfOne ? "" : "$" + toDatabase);
        count++;
        DiffTable diff = DiffTable.of(new DiffTable.Name(fromDatabase, toDatabase, name), tables)
                .orElseThrow(() -> new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "DIFF compares tables of entities, of links and of datoms; \"%s\" is none of them (%s)"
                                .formatted(tables.get(0).name(), place(call))));
        schema(fromDatabase).add(name, diff);
        SqlParserPos position = call.getParserPosition();
        List<SqlNode> points = new ArrayList<>();
        addState(from, points, position);
        addState(to, points, position);
        SqlIdentifier table = new SqlIdentifier(List.of(fromDatabase, name), position);
        SqlNode clause = new SqlSnapshot(position, table, SnapshotFunctions.DIFF.createCall(position, points));
        return new Difference(clause, tables.get(0).name());
    }

    /** The tables of the database of a state, those of a version that the statement spells out included. */
    private DatomSchema tables(State state) {
        DatomSchema schema = state.name.schema();
        return state.point instanceof SqlCharStringLiteral literal
                ? versions.named(schema, literal.getValueAs(String.class).trim())
                : schema.past();
    }

    private CalciteSchema schema(String database) {
        CalciteSchema schema = root.getSubSchema(database, true);
        if (schema == null) {
            throw new IllegalStateException("No schema \"" + database + "\"");
        }
        return schema;
    }

    private static void addState(State state, List<SqlNode> points, SqlParserPos position) {
        points.add(SqlLiteral.createCharString(state.name.database(), position));
        if (state.point != null) {
            points.add(state.point instanceof SqlDynamicParam ? text(state.point) : state.point);
        }
    }

    /** A parameter may be a time, a number or a name; all of them have a text that tells. */
    private static SqlNode text(SqlNode parameter) {
        SqlParserPos position = parameter.getParserPosition();
        SqlDataTypeSpec type = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, position), position);
        return SqlStdOperatorTable.CAST.createCall(position, parameter, type);
    }

    private static CairnException noTable(String name, SqlNode node) {
        return new CairnException(
                ErrorCode.NO_SUCH_TABLE,
                "There is no table \"%s\" (%s); name it with its schema, such as 'catalog.product'"
                        .formatted(name, place(node)));
    }

    private static String place(SqlNode node) {
        SqlParserPos position = node.getParserPosition();
        return "at line %d, column %d".formatted(position.getLineNum(), position.getColumnNum());
    }

    private static CairnException malformed(SqlNode node) {
        return new CairnException(
                ErrorCode.SQL_INVALID,
                "DIFF takes the name of a table in quotes and two points, such as DIFF('catalog.product', 'main~3', 'main'); for two copies name the table and perhaps a point of each (%s)"
                        .formatted(place(node)));
    }

    /**
     * A table as a text names it: with its schema, or without where names need none.
     *
     * @param schema the tables of the attached database
     * @param name the table's name
     * @param text all of it as it was written
     */
    private record TableName(DatomSchema schema, String name, String text) {
        static Optional<TableName> of(String text, Catalog catalog) {
            String plain = text.replace("\"", "");
            Optional<TableName> own = catalog.defaultDatomSchema().map(schema -> new TableName(schema, plain, text));
            if (own.filter(name -> name.schema.past().table(plain).isPresent()).isPresent()) {
                return own;
            }
            for (DatomSchema schema : catalog.schemas()) {
                String prefix = schema.name() + ".";
                if (plain.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    return Optional.of(new TableName(schema, plain.substring(prefix.length()), text));
                }
            }
            return own;
        }

        String database() {
            return schema.name();
        }
    }
}
