package org.cairndb.planner;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.cairndb.planner.parser.CairnSqlParser;
import org.cairndb.planner.rel.SnapshotFunctions;

/** Our dialect: close to PostgreSQL, with names that keep their case and match in any. */
final class SqlDialectConfig {
    private static final int MAX_NAME_LENGTH = 1024;

    private static final SqlParser.Config PARSER = SqlParser.config()
            .withParserFactory(CairnSqlParser.FACTORY)
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withIdentifierMaxLength(MAX_NAME_LENGTH)
            .withConformance(SqlConformanceEnum.LENIENT);

    private static final SqlOperatorTable OPERATORS = SqlOperatorTables.chain(
            SnapshotFunctions.TABLE,
            DialectFunctions.TABLE,
            SessionFunctions.TABLE,
            new OtherOperators(
                    SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
                            EnumSet.of(SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL)),
                    DialectFunctions.TABLE));

    /** Names that PostgreSQL has for types of the standard. */
    private static final Map<String, SqlTypeName> TYPE_NAMES = Map.ofEntries(
            Map.entry("text", SqlTypeName.VARCHAR),
            Map.entry("bytea", SqlTypeName.VARBINARY),
            Map.entry("bool", SqlTypeName.BOOLEAN),
            Map.entry("int2", SqlTypeName.SMALLINT),
            Map.entry("int4", SqlTypeName.INTEGER),
            Map.entry("int8", SqlTypeName.BIGINT),
            Map.entry("float4", SqlTypeName.REAL),
            Map.entry("float8", SqlTypeName.DOUBLE),
            // All timestamps here are points in time, kept in UTC.
            Map.entry("timestamptz", SqlTypeName.TIMESTAMP));

    private static final SqlTypeCoercionRule CASTS = casts();

    private SqlDialectConfig() {}

    /** Those of the standard, and truth values to integers (1 and 0) and back. */
    private static SqlTypeCoercionRule casts() {
        Map<SqlTypeName, ImmutableSet<SqlTypeName>> sources =
                new HashMap<>(SqlTypeCoercionRule.instance().getTypeMapping());
        Set<SqlTypeName> integers = Set.copyOf(SqlTypeName.INT_TYPES);
        for (SqlTypeName integer : integers) {
            sources.merge(
                    integer, ImmutableSet.of(SqlTypeName.BOOLEAN), (a, b) -> ImmutableSet.copyOf(Sets.union(a, b)));
        }
        sources.merge(
                SqlTypeName.BOOLEAN, ImmutableSet.copyOf(integers), (a, b) -> ImmutableSet.copyOf(Sets.union(a, b)));
        return SqlTypeCoercionRule.instance(sources);
    }

    /** Makes the names of types known that are not keywords. */
    static void addTypes(CalciteSchema root) {
        TYPE_NAMES.forEach((name, type) -> root.add(name, factory -> factory.createSqlType(type)));
    }

    static SqlNode parse(String sql) throws SqlParseException {
        return SqlParser.create(sql, PARSER).parseQuery();
    }

    static SqlValidator validator(CalciteCatalogReader catalog, RelDataTypeFactory typeFactory) {
        SqlValidator.Config config = SqlValidator.Config.DEFAULT
                .withConformance(SqlConformanceEnum.LENIENT)
                .withDefaultNullCollation(NullCollation.HIGH)
                .withIdentifierExpansion(true)
                .withTypeCoercionEnabled(true)
                .withTypeCoercionRules(CASTS)
                .withTypeCoercionFactory(StrictCoercion::new);
        return new StatementValidator(OPERATORS, catalog, typeFactory, config);
    }
}
