package org.cairndb.planner;

import java.util.EnumSet;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
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
            SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
                    EnumSet.of(SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL)));

    private SqlDialectConfig() {}

    static SqlNode parse(String sql) throws SqlParseException {
        return SqlParser.create(sql, PARSER).parseQuery();
    }

    static SqlValidator validator(CalciteCatalogReader catalog, RelDataTypeFactory typeFactory) {
        SqlValidator.Config config = SqlValidator.Config.DEFAULT
                .withConformance(SqlConformanceEnum.LENIENT)
                .withDefaultNullCollation(NullCollation.HIGH)
                .withIdentifierExpansion(true)
                .withTypeCoercionEnabled(true)
                .withTypeCoercionFactory(StrictCoercion::new);
        return new StatementValidator(OPERATORS, catalog, typeFactory, config);
    }
}
