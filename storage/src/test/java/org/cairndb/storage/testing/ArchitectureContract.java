package org.cairndb.storage.testing;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The package rules that every module keeps; a module extends this with what only it has to keep.
 *
 * <p>Looks at the module's compiled main classes, those beside the package-info of its root package.
 */
public abstract class ArchitectureContract {
    private static final List<String> ALWAYS_ALLOWED = List.of("java..", "javax..", "org.jspecify.annotations..");

    private final String rootPackage;
    private final List<String> libraries;
    private final JavaClasses mainClasses;

    /**
     * Reads the module's classes.
     *
     * @param rootPackage the package that holds the whole module
     * @param libraries package patterns outside the module and the JDK that it may use
     */
    protected ArchitectureContract(String rootPackage, String... libraries) {
        this.rootPackage = rootPackage;
        this.libraries = List.of(libraries);
        this.mainClasses = new ClassFileImporter().importPath(compiledFolder());
    }

    /** Checks a rule against the main classes; a rule about packages that do not exist holds. */
    protected final void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(mainClasses);
    }

    /** Checks that a package and those below it use nothing but themselves, the JDK and the given packages. */
    protected final void checkUsesOnly(String packages, String... others) {
        check(classes()
                .that()
                .resideInAPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed(Stream.concat(Stream.of(packages), Stream.of(others)))));
    }

    /** Checks that a library is used in one package only. */
    protected final void checkUsedOnlyIn(String packages, String library) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    @Test
    void moduleUsesOnlyItsLibraries() {
        checkUsesOnly(rootPackage + "..", libraries.toArray(String[]::new));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("org.cairndb.(**)").should().beFreeOfCycles());
    }

    @Test
    void internalPackagesOfOtherModulesAreLeftAlone() {
        check(noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.cairndb..internal..").and(resideOutsideOfPackage(rootPackage + ".."))));
    }

    @Test
    void everyPackageIsNullMarked() {
        check(classes().should(new ArchCondition<JavaClass>("be in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + (marked ? " is" : " is not")));
            }
        }));
    }

    @Test
    void onlyTheDriverMakesSqlExceptions() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.cairndb.jdbc..")
                .should()
                .callConstructorWhere(target(owner(assignableTo(SQLException.class)))));
    }

    @Test
    void timeComesFromAnInjectedClock() {
        check(noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now"));
    }

    @Test
    void onlyTheCommandLineUsesStandardStreams() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.cairndb.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    private Path compiledFolder() {
        String packageInfo = rootPackage.replace('.', '/') + "/package-info.class";
        URL location = requireNonNull(getClass().getClassLoader().getResource(packageInfo), packageInfo);
        Path folder = Path.of(URI.create(location.toString())).getParent();
        for (int depth = rootPackage.split("\\.").length; depth > 0; depth--) {
            folder = requireNonNull(folder).getParent();
        }
        return requireNonNull(folder);
    }

    private static String[] allowed(Stream<String> packages) {
        return Stream.concat(ALWAYS_ALLOWED.stream(), packages).toArray(String[]::new);
    }
}
