//! A small `.osm.pbf`, written byte by byte: nothing here is shared with what reads it.

/// Key and value.
pub type Tags = Vec<(&'static str, &'static str)>;

/// A map of nodes and ways.
#[derive(Clone, Default)]
pub struct Osm {
    /// Number, longitude, latitude.
    pub nodes: Vec<(i64, f64, f64)>,
    /// Number, nodes, tags.
    pub ways: Vec<(i64, Vec<i64>, Tags)>,
    pub features: Vec<&'static str>,
    /// Seconds since 1970.
    pub date: Option<u64>,
    /// Whether the nodes are written one by one in place of as columns.
    pub sparse: bool,
}

impl Osm {
    pub fn new() -> Self {
        Self { features: vec!["OsmSchema-V0.6", "DenseNodes"], ..Self::default() }
    }

    pub fn node(mut self, id: i64, lon: f64, lat: f64) -> Self {
        self.nodes.push((id, lon, lat));
        self
    }

    pub fn way(mut self, id: i64, nodes: &[i64], tags: &[(&'static str, &'static str)]) -> Self {
        self.ways.push((id, nodes.to_vec(), tags.to_vec()));
        self
    }

    /// The file: a header, a blob of nodes, a blob of ways.
    pub fn bytes(&self) -> Vec<u8> {
        [self.header(), blob("OSMData", &raw(&self.node_block())), blob("OSMData", &raw(&self.way_block()))]
            .concat()
    }

    pub fn header(&self) -> Vec<u8> {
        let mut header = Vec::new();
        for feature in &self.features {
            bytes_field(&mut header, 4, feature.as_bytes());
        }
        if let Some(date) = self.date {
            number_field(&mut header, 32, date);
        }
        blob("OSMHeader", &raw(&header))
    }

    fn node_block(&self) -> Vec<u8> {
        let units = |degrees: f64| (degrees * 1e7).round() as i64;
        let mut group = Vec::new();
        if self.sparse {
            for (id, lon, lat) in &self.nodes {
                let mut node = Vec::new();
                number_field(&mut node, 1, zigzag(*id));
                number_field(&mut node, 8, zigzag(units(*lat)));
                number_field(&mut node, 9, zigzag(units(*lon)));
                bytes_field(&mut group, 1, &node);
            }
        } else {
            let mut dense = Vec::new();
            bytes_field(&mut dense, 1, &deltas(self.nodes.iter().map(|n| n.0)));
            bytes_field(&mut dense, 8, &deltas(self.nodes.iter().map(|n| units(n.2))));
            bytes_field(&mut dense, 9, &deltas(self.nodes.iter().map(|n| units(n.1))));
            bytes_field(&mut group, 2, &dense);
        }
        block(&[], &group)
    }

    fn way_block(&self) -> Vec<u8> {
        let mut strings: Vec<&str> = vec![""];
        let mut group = Vec::new();
        for (id, nodes, tags) in &self.ways {
            let mut index = |text: &'static str| {
                let at = strings.iter().position(|s| *s == text).unwrap_or(strings.len());
                if at == strings.len() {
                    strings.push(text);
                }
                at as u64
            };
            let (mut keys, mut values) = (Vec::new(), Vec::new());
            for (key, value) in tags {
                varint(&mut keys, index(key));
                varint(&mut values, index(value));
            }
            let mut way = Vec::new();
            number_field(&mut way, 1, *id as u64);
            bytes_field(&mut way, 2, &keys);
            bytes_field(&mut way, 3, &values);
            bytes_field(&mut way, 8, &deltas(nodes.iter().copied()));
            bytes_field(&mut group, 3, &way);
        }
        block(&strings, &group)
    }
}

fn block(strings: &[&str], group: &[u8]) -> Vec<u8> {
    let (mut table, mut block) = (Vec::new(), Vec::new());
    strings.iter().for_each(|s| bytes_field(&mut table, 1, s.as_bytes()));
    bytes_field(&mut block, 1, &table);
    bytes_field(&mut block, 2, group);
    block
}

/// The content of a blob, not compressed.
pub fn raw(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    bytes_field(&mut out, 1, content);
    out
}

/// A blob with its header and the length of that.
pub fn blob(kind: &str, content: &[u8]) -> Vec<u8> {
    let mut header = Vec::new();
    bytes_field(&mut header, 1, kind.as_bytes());
    number_field(&mut header, 3, content.len() as u64);
    [&(header.len() as u32).to_be_bytes()[..], &header, content].concat()
}

pub fn bytes_field(out: &mut Vec<u8>, field: u64, content: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, content.len() as u64);
    out.extend_from_slice(content);
}

pub fn number_field(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn deltas(values: impl Iterator<Item = i64>) -> Vec<u8> {
    let (mut out, mut last) = (Vec::new(), 0);
    for value in values {
        varint(&mut out, zigzag(value - last));
        last = value;
    }
    out
}
