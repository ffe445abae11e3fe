//! The tables of a project file: names, columns, keys. Everything that creates, reads, compares or
//! writes them works from these lists.

/// Version of the layout below. Raise it together with a step in `upgrade.rs`.
pub const SCHEMA_VERSION: u32 = 2;

/// Name of the primary key of every table of ours.
pub(super) const FID: &str = "fid";
/// Name of the geometry column of every feature table of ours.
pub(super) const GEOM: &str = "geom";

/// One column, other than the primary key.
pub(super) struct Column {
    pub name: &'static str,
    /// Type and constraint in SQL, from the data types of GeoPackage (table 1 of the standard).
    pub sql: &'static str,
    /// Whether nothing can be read without it.
    pub needed: bool,
}

/// One table.
pub(super) struct Table {
    pub name: &'static str,
    /// Title and explanation for who opens the file in another program.
    pub title: &'static str,
    pub description: &'static str,
    /// Geometry type of a feature table; its first column is then [`GEOM`].
    pub shape: Option<&'static str>,
    pub columns: &'static [Column],
    /// Columns that say which row is which.
    pub key: &'static [&'static str],
    /// Whether the key says what a row is about; else it only narrows down, and rows with the same
    /// key are told apart by their order.
    pub identified: bool,
    /// Whether rows with a key that this version does not know stay when saving.
    pub keeps_rows: bool,
}

impl Table {
    pub(super) fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

const fn text(name: &'static str) -> Column {
    Column { name, sql: "TEXT", needed: false }
}

const fn key(name: &'static str) -> Column {
    Column { name, sql: "TEXT", needed: true }
}

const fn code(name: &'static str) -> Column {
    Column { name, sql: "TEXT UNIQUE", needed: true }
}

const fn whole(name: &'static str) -> Column {
    Column { name, sql: "INTEGER", needed: false }
}

const fn real(name: &'static str) -> Column {
    Column { name, sql: "REAL", needed: false }
}

const fn flag(name: &'static str) -> Column {
    Column { name, sql: "BOOLEAN", needed: false }
}

const fn geom(shape: &'static str) -> Column {
    Column { name: GEOM, sql: shape, needed: true }
}

const PLAIN: Table = Table {
    name: "",
    title: "",
    description: "",
    shape: None,
    columns: &[],
    key: &[],
    identified: true,
    keeps_rows: false,
};

pub(super) const AREAS: Table = Table {
    name: "areas",
    title: "Areas",
    description: "Municipality, wijken, buurten, postcodes; pupil_x and pupil_y: where their pupils are taken to live",
    shape: Some("MULTIPOLYGON"),
    columns: &[
        geom("MULTIPOLYGON"),
        code("code"),
        text("name"),
        text("level"),
        text("parent_code"),
        real("pupil_x"),
        real("pupil_y"),
        text("pupil_point_origin"),
        whole("source_id"),
        whole("position"),
    ],
    key: &["code"],
    ..PLAIN
};

pub(super) const SCHOOLS: Table = Table {
    name: "schools",
    title: "Schools",
    description: "School sites; pupils empty with pupils_least and pupils_greatest filled: hidden by the publisher",
    shape: Some("POINT"),
    columns: &[
        geom("POINT"),
        code("code"),
        text("name"),
        text("kind"),
        text("denomination"),
        text("board"),
        text("address"),
        text("postcode"),
        text("town"),
        real("pupils"),
        real("pupils_least"),
        real("pupils_greatest"),
        whole("source_id"),
        whole("position"),
    ],
    key: &["code"],
    ..PLAIN
};

pub(super) const CATCHMENTS: Table = Table {
    name: "catchments",
    title: "Catchments",
    description: "Given catchments (voedingsgebieden) of schools",
    shape: Some("MULTIPOLYGON"),
    columns: &[geom("MULTIPOLYGON"), key("school_code"), whole("source_id"), whole("position")],
    key: &["school_code"],
    identified: false,
    ..PLAIN
};

pub(super) const BASE_MAP: Table = Table {
    name: "base_map",
    title: "Base map",
    description: "Land, water, railways and roads under the map",
    shape: Some("GEOMETRY"),
    columns: &[geom("GEOMETRY"), key("kind"), text("name"), whole("position")],
    key: &["kind", "name"],
    identified: false,
    ..PLAIN
};

pub(super) const SOURCES: Table = Table {
    name: "sources",
    title: "Sources",
    description: "Where the data come from; basis: counted, estimated or modelled; columns: which column was taken for what",
    columns: &[
        Column { name: "source_id", sql: "INTEGER UNIQUE", needed: true },
        text("title"),
        text("file"),
        text("publisher"),
        text("licence"),
        text("date"),
        text("sha256"),
        text("basis"),
        text("columns"),
    ],
    key: &["source_id"],
    ..PLAIN
};

pub(super) const GROUP_SCHEMES: Table = Table {
    name: "group_schemes",
    title: "Group schemes",
    description: "Ways of dividing pupils into groups; ordered: from low to high",
    columns: &[code("scheme"), text("name"), flag("ordered"), whole("position")],
    key: &["scheme"],
    ..PLAIN
};

pub(super) const GROUPS: Table = Table {
    name: "groups",
    title: "Groups",
    description: "The groups of every scheme, in their order",
    columns: &[key("scheme"), key("group_key"), text("label"), whole("position")],
    key: &["scheme", "group_key"],
    ..PLAIN
};

pub(super) const COUNT_TABLES: Table = Table {
    name: "count_tables",
    title: "Tables of counts",
    description: "One row per table of counts: subject home, school or flow; year 2024 is school year 2024-2025",
    columns: &[
        Column { name: "table_id", sql: "INTEGER UNIQUE", needed: true },
        text("subject"),
        text("scheme"),
        whole("year"),
        text("basis"),
        whole("source_id"),
    ],
    key: &["table_id"],
    ..PLAIN
};

pub(super) const PUPILS_HOME: Table = Table {
    name: "pupils_home",
    title: "Pupils by area",
    description: "Pupils by the area where they live; no row: unknown; pupils empty: between least and greatest",
    columns: &[
        key("area_code"),
        text("scheme"),
        key("group_key"),
        whole("year"),
        real("pupils"),
        real("least"),
        real("greatest"),
        whole("table_id"),
    ],
    key: &["area_code", "scheme", "group_key", "year"],
    ..PLAIN
};

pub(super) const PUPILS_SCHOOL: Table = Table {
    name: "pupils_school",
    title: "Pupils by school",
    description: "Pupils by the school they attend; no row: unknown; pupils empty: between least and greatest",
    columns: &[
        key("school_code"),
        text("scheme"),
        key("group_key"),
        whole("year"),
        real("pupils"),
        real("least"),
        real("greatest"),
        whole("table_id"),
    ],
    key: &["school_code", "scheme", "group_key", "year"],
    ..PLAIN
};

pub(super) const FLOWS: Table = Table {
    name: "flows",
    title: "Flows",
    description: "Pupils by home area and school; pupils empty: between least and greatest, or unknown",
    columns: &[
        key("area_code"),
        key("school_code"),
        text("scheme"),
        key("group_key"),
        whole("year"),
        real("pupils"),
        real("least"),
        real("greatest"),
        whole("table_id"),
    ],
    key: &["area_code", "school_code", "scheme", "group_key", "year"],
    ..PLAIN
};

pub(super) const INDICATORS: Table = Table {
    name: "indicators",
    title: "Indicators",
    description: "Figures per area or school",
    columns: &[
        key("indicator"),
        text("label"),
        key("subject"),
        whole("year"),
        whole("source_id"),
        whole("position"),
    ],
    key: &["indicator", "subject", "year"],
    ..PLAIN
};

pub(super) const INDICATOR_VALUES: Table = Table {
    name: "indicator_values",
    title: "Values of indicators",
    description: "unit_code is the code of an area (subject home) or school (subject school); no row: unknown",
    columns: &[key("indicator"), key("subject"), whole("year"), key("unit_code"), real("value")],
    key: &["indicator", "subject", "year", "unit_code"],
    ..PLAIN
};

pub(super) const STREETS: Table = Table {
    name: "streets",
    title: "Streets",
    description: "Pieces of street; foot and bicycle: no, forward, backward or both; metres: length over the ellipsoid",
    shape: Some("LINESTRING"),
    columns: &[
        geom("LINESTRING"),
        whole("way"),
        Column { name: "from_node", sql: "INTEGER", needed: true },
        Column { name: "to_node", sql: "INTEGER", needed: true },
        text("highway"),
        key("foot"),
        key("bicycle"),
        Column { name: "metres", sql: "REAL", needed: true },
        whole("source_id"),
        whole("position"),
    ],
    key: &["way", "from_node", "to_node"],
    identified: false,
    ..PLAIN
};

pub(super) const ROUTE_TABLES: Table = Table {
    name: "route_tables",
    title: "Tables of routes",
    description: "Ways of travelling for which routes were searched; stamp: what they were computed from",
    columns: &[code("mode"), text("stamp")],
    key: &["mode"],
    ..PLAIN
};

pub(super) const ROUTES: Table = Table {
    name: "routes",
    title: "Routes",
    description: "Metres over the streets from where the pupils of an area live to a school; no row: no way",
    columns: &[
        key("area_code"),
        key("school_code"),
        key("mode"),
        Column { name: "metres", sql: "REAL", needed: true },
    ],
    key: &["area_code", "school_code", "mode"],
    ..PLAIN
};

pub(super) const ATTRIBUTES: Table = Table {
    name: "attributes",
    title: "Attributes",
    description: "Words per area (subject home) or school (subject school), to take them together by; no row: unknown",
    columns: &[
        key("attribute"),
        key("subject"),
        key("unit_code"),
        text("value"),
        whole("source_id"),
        whole("position"),
    ],
    key: &["attribute", "subject", "unit_code"],
    ..PLAIN
};

pub(super) const SCENARIOS: Table = Table {
    name: "scenarios",
    title: "Scenarios",
    description: "Building plans of Wijkspiegel, each as a scenario file (TOML)",
    columns: &[code("name"), text("toml"), whole("position")],
    key: &["name"],
    ..PLAIN
};

pub(super) const SETTINGS: Table = Table {
    name: "settings",
    title: "Settings",
    description: "Choices of view of Wijkspiegel, as JSON",
    columns: &[code("key"), text("value")],
    key: &["key"],
    ..PLAIN
};

pub(super) const META: Table = Table {
    name: "wijkspiegel_meta",
    title: "Wijkspiegel",
    description: "Name of the project, version of its layout",
    columns: &[code("key"), text("value")],
    key: &["key"],
    keeps_rows: true,
    ..PLAIN
};

/// Every table, in the order in which another program lists the layers.
pub(super) const TABLES: [&Table; 20] = [
    &SCHOOLS,
    &AREAS,
    &CATCHMENTS,
    &BASE_MAP,
    &STREETS,
    &PUPILS_HOME,
    &PUPILS_SCHOOL,
    &FLOWS,
    &GROUP_SCHEMES,
    &GROUPS,
    &COUNT_TABLES,
    &INDICATORS,
    &INDICATOR_VALUES,
    &ATTRIBUTES,
    &ROUTE_TABLES,
    &ROUTES,
    &SOURCES,
    &SCENARIOS,
    &SETTINGS,
    &META,
];

/// A name as an SQL identifier.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
