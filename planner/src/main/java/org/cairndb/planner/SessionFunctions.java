package org.cairndb.planner;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.jspecify.annotations.Nullable;

/** Functions that tell where and as whom a statement runs; tools ask for them before anything else. Each is a constant of the session. */
final class SessionFunctions {
    /** The type of such functions in Calcite, which escapes stand for. */
    private static final int LONGEST_OF_CALCITE = 2_000;

    /** The only one that may have no value. */
    private static final String SCHEMA = "CURRENT_SCHEMA";

    private static final SqlReturnTypeInference NULLABLE =
            ReturnTypes.VARCHAR.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final String POSTGRES = "pg_catalog";

    private static final Map<String, Function<Catalog, @Nullable String>> WORDS = Map.of(
            "CURRENT_CATALOG",
            names -> Catalog.NAME,
            SCHEMA,
            names -> names.defaultSchema().orElse(null),
            "CURRENT_USER",
            SessionFunctions::user,
            "SESSION_USER",
            SessionFunctions::user,
            "SYSTEM_USER",
            SessionFunctions::user,
            "CURRENT_ROLE",
            SessionFunctions::user,
            "USER",
            SessionFunctions::user);

    private static final Map<String, Function<Catalog, @Nullable String>> CALLS = Map.of(
            "CURRENT_DATABASE", names -> Catalog.NAME,
            "DATABASE", names -> Catalog.NAME,
            "VERSION", names -> names.session().caller().product());

    /** All of them; words stand with and without parentheses. */
    static final SqlOperatorTable TABLE = SqlOperatorTables.of(Stream.concat(
                    WORDS.keySet().stream().map(name -> new SessionFunction(name, SqlSyntax.FUNCTION_ID)),
                    CALLS.keySet().stream().map(name -> new SessionFunction(name, SqlSyntax.FUNCTION)))
            .toList());

    private SessionFunctions() {}

    /** A call without the schema {@code pg_catalog}, before which tools that know PostgreSQL name its functions. */
    static SqlNode simple(SqlNode node) {
        if (node instanceof SqlCall call
                && call.getOperator() instanceof SqlUnresolvedFunction function
                && function.getNameAsId().names.size() == 2
                && function.getNameAsId().names.get(0).equalsIgnoreCase(POSTGRES)) {
            SqlIdentifier name = function.getNameAsId().getComponent(1);
            return new SqlUnresolvedFunction(name, null, null, null, null, function.getFunctionType())
                    .createCall(call.getFunctionQuantifier(), call.getParserPosition(), call.getOperandList());
        }
        return node;
    }

    private static String user(Catalog names) {
        return names.session().caller().user();
    }

    private static final class SessionFunction extends SqlFunction {
        private final SqlSyntax syntax;

        SessionFunction(String name, SqlSyntax syntax) {
            super(
                    name,
                    SqlKind.OTHER_FUNCTION,
                    name.equals(SCHEMA) ? NULLABLE : ReturnTypes.VARCHAR,
                    null,
                    OperandTypes.NILADIC,
                    SqlFunctionCategory.SYSTEM);
            this.syntax = syntax;
        }

        @Override
        public SqlSyntax getSyntax() {
            return syntax;
        }

        @Override
        public boolean isDynamicFunction() {
            return true;
        }
    }

    /** Puts the value of the session in the place of a call. */
    record Values(Catalog names) implements SqlRexConvertletTable {
        @Override
        public @Nullable SqlRexConvertlet get(SqlCall call) {
            String name = call.getOperator().getName();
            if (call.operandCount() > 0 || !(WORDS.containsKey(name) || CALLS.containsKey(name))) {
                return ExactComparisons.TABLE.get(call);
            }
            Function<Catalog, @Nullable String> value = WORDS.getOrDefault(name, CALLS.get(name));
            return (context, converted) -> literal(
                    value == null ? null : value.apply(names), typeOf(converted, context), context.getRexBuilder());
        }

        /** The type of a call, which the validator has not seen where an escape such as {@code {fn USER()}} stands for it. */
        private static RelDataType typeOf(SqlCall call, SqlRexContext context) {
            RelDataType known = context.getValidator() instanceof SqlValidatorImpl validator
                    ? validator.getValidatedNodeTypeIfKnown(call)
                    : null;
            return known != null
                    ? known
                    : context.getTypeFactory().createSqlType(SqlTypeName.VARCHAR, LONGEST_OF_CALCITE);
        }

        private static RexNode literal(@Nullable String value, RelDataType type, RexBuilder builder) {
            return value == null
                    ? builder.makeNullLiteral(type)
                    : builder.ensureType(type, builder.makeLiteral(value, type, true), true);
        }
    }
}
