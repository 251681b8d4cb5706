-- user_version 3;

CREATE TABLE assessment_answer (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    round CHAR(32),
    question TEXT NOT NULL,
    individual TEXT NOT NULL,
    consensus BIGINT,
    no_rating TEXT NOT NULL,
    target BIGINT,
    importance BIGINT,
    feasibility BIGINT,
    evidence TEXT NOT NULL,
    strengths TEXT NOT NULL,
    improvements TEXT NOT NULL,
    recommendation TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE assessment_round (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    tool TEXT NOT NULL,
    purpose TEXT NOT NULL,
    start DATE,
    "end" DATE,
    assessors BIGINT,
    note TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE budget_line (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    about CHAR(32),
    source TEXT NOT NULL,
    year BIGINT,
    amount TEXT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE bundle (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    goal CHAR(32),
    synergy TEXT NOT NULL,
    leader TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE challenge (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    problems TEXT NOT NULL,
    potentials TEXT NOT NULL,
    dimension TEXT,
    priority BIGINT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE coherence_link (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    document TEXT NOT NULL,
    directions TEXT NOT NULL,
    goal CHAR(32),
    strength BIGINT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE comparison_group (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    members TEXT NOT NULL,
    reason TEXT NOT NULL,
    chosen BOOLEAN NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE complementarity (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    undertaking CHAR(32),
    related TEXT NOT NULL,
    programme TEXT NOT NULL,
    period TEXT NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE consultation_comment (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    category TEXT NOT NULL,
    day DATE,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE criterion_score (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    criterion CHAR(32),
    undertaking CHAR(32),
    score BIGINT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE duty (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    action TEXT NOT NULL,
    responsible TEXT NOT NULL,
    accountable TEXT NOT NULL,
    consulted TEXT NOT NULL,
    informed TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE environmental_assessment (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    status TEXT NOT NULL,
    request_day DATE,
    rdos_reference TEXT NOT NULL,
    rdos_day DATE,
    sanepid_reference TEXT NOT NULL,
    sanepid_day DATE,
    note TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE evidence (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    about CHAR(32),
    evidence_kind TEXT NOT NULL,
    indicator TEXT NOT NULL,
    year BIGINT,
    survey CHAR(32),
    text TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE field_source (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    record CHAR(32),
    field TEXT NOT NULL,
    batch CHAR(32),
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    raw TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE finance_figure (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    item TEXT NOT NULL,
    year BIGINT,
    stage TEXT NOT NULL,
    amount TEXT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE goal (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    level TEXT NOT NULL,
    parent CHAR(32),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    challenges TEXT NOT NULL,
    dimensions TEXT NOT NULL,
    assumptions TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE horizontal_answer (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    principle TEXT NOT NULL,
    undertaking CHAR(32),
    way TEXT NOT NULL,
    risk TEXT NOT NULL,
    remedy TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE import_batch (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    recognised_as TEXT NOT NULL,
    reader TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    publisher TEXT NOT NULL,
    vintage TEXT NOT NULL,
    imported_at TEXT,
    imported_by TEXT NOT NULL,
    observations BIGINT NOT NULL,
    records BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE institution_document (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    act TEXT NOT NULL,
    period TEXT NOT NULL,
    progress TEXT NOT NULL,
    current BOOLEAN,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE institution_figure (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    "table" TEXT NOT NULL,
    label TEXT NOT NULL,
    unit TEXT NOT NULL,
    year BIGINT,
    value TEXT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE institutional_action (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    goal CHAR(32),
    gaps TEXT NOT NULL,
    description TEXT NOT NULL,
    justification TEXT NOT NULL,
    type TEXT NOT NULL,
    responsible TEXT NOT NULL,
    partner TEXT NOT NULL,
    start DATE,
    "end" DATE,
    cost TEXT,
    output TEXT NOT NULL,
    conditions TEXT NOT NULL,
    link_comment TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE journal_entry (
    number INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    who TEXT NOT NULL,
    moment TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (id)
);

CREATE TABLE journal_line (
    entry INTEGER NOT NULL,
    line INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record CHAR(32) NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (entry, line),
    FOREIGN KEY(entry) REFERENCES journal_entry (number)
)
 WITHOUT ROWID;

CREATE INDEX ix_journal_line_record ON journal_line (record);

CREATE TABLE measure (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    goal CHAR(32),
    title TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE milestone (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    about CHAR(32),
    title TEXT NOT NULL,
    due DATE,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE monitoring_item (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    element TEXT NOT NULL,
    tool TEXT NOT NULL,
    frequency TEXT NOT NULL,
    responsible TEXT NOT NULL,
    audience TEXT NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE narrative (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    document TEXT NOT NULL,
    chapter TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE observation (
    series INTEGER NOT NULL,
    territory INTEGER NOT NULL,
    year SMALLINT NOT NULL,
    block INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    value REAL,
    mark SMALLINT NOT NULL,
    PRIMARY KEY (series, territory, year, block, "row", "column")
)
 WITHOUT ROWID;

CREATE TABLE observation_block (
    number INTEGER NOT NULL,
    batch CHAR(32) NOT NULL,
    sheet TEXT NOT NULL,
    size INTEGER NOT NULL,
    gathered TEXT DEFAULT '' NOT NULL,
    gathered_how TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (number)
);

CREATE INDEX ix_observation_block_batch ON observation_block (batch);

CREATE TABLE observation_block_series (
    block INTEGER NOT NULL,
    series INTEGER NOT NULL,
    PRIMARY KEY (block, series),
    FOREIGN KEY(block) REFERENCES observation_block (number),
    FOREIGN KEY(series) REFERENCES observation_series (number)
)
 WITHOUT ROWID;

CREATE TABLE observation_mark (
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (name)
);

CREATE TABLE observation_series (
    number INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    dimensions TEXT NOT NULL,
    dimension_names TEXT NOT NULL,
    unit TEXT NOT NULL,
    publisher TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE ("key")
);

CREATE TABLE observation_territory (
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (code)
);

CREATE TABLE org_unit (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    scope_of_work TEXT NOT NULL,
    posts TEXT,
    staff BIGINT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE own_territory (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    unit_type TEXT NOT NULL,
    parent TEXT NOT NULL,
    population BIGINT,
    population_year BIGINT,
    area_km2 TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE plan_indicator (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    about CHAR(32),
    name TEXT NOT NULL,
    indicator_kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    baseline TEXT,
    baseline_year BIGINT,
    interim TEXT,
    interim_year BIGINT,
    target TEXT,
    target_year BIGINT,
    target_text TEXT NOT NULL,
    direction TEXT,
    source TEXT NOT NULL,
    frequency TEXT NOT NULL,
    responsible TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE problem (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    title TEXT NOT NULL,
    dimension TEXT,
    causes TEXT NOT NULL,
    effects TEXT NOT NULL,
    potentials TEXT NOT NULL,
    scale BIGINT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE public_service (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    maturity BIGINT,
    cases_a_year BIGINT,
    electronic_share TEXT,
    "plan" TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE remark (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    document TEXT NOT NULL,
    chapter TEXT NOT NULL,
    about CHAR(32),
    author TEXT NOT NULL,
    made_at TEXT,
    weight TEXT NOT NULL,
    text TEXT NOT NULL,
    suggestion TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE risk (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    about CHAR(32),
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    cause TEXT NOT NULL,
    effect TEXT NOT NULL,
    probability BIGINT,
    impact BIGINT,
    response TEXT NOT NULL,
    prevention TEXT NOT NULL,
    owner TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE scenario (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    chosen BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE scenario_score (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scenario CHAR(32),
    criterion TEXT NOT NULL,
    weight BIGINT,
    score BIGINT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE selection_criterion (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    weight BIGINT,
    scale TEXT NOT NULL,
    method TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE series_choice (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    question TEXT NOT NULL,
    variable TEXT NOT NULL,
    year BIGINT,
    unit TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE settings (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    territory TEXT NOT NULL,
    town_name TEXT NOT NULL,
    town_genitive TEXT NOT NULL,
    town_dative TEXT NOT NULL,
    town_accusative TEXT NOT NULL,
    town_instrumental TEXT NOT NULL,
    town_locative TEXT NOT NULL,
    town_adjective TEXT NOT NULL,
    town_forms_checked BOOLEAN NOT NULL,
    document_name TEXT NOT NULL,
    profile TEXT NOT NULL,
    horizon_start BIGINT,
    horizon_end BIGINT,
    lead_name TEXT NOT NULL,
    lead_post TEXT NOT NULL,
    document_version TEXT NOT NULL,
    document_date DATE,
    resolution TEXT NOT NULL,
    project_title TEXT NOT NULL,
    coat_of_arms TEXT NOT NULL,
    fictitious BOOLEAN NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE stakeholder (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    interest TEXT NOT NULL,
    influence BIGINT,
    engagement BIGINT,
    attitude TEXT NOT NULL,
    involvement TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE state_aid (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    undertaking CHAR(32),
    beneficiary TEXT NOT NULL,
    transfer BOOLEAN,
    advantage BOOLEAN,
    selectivity BOOLEAN,
    distortion BOOLEAN,
    basis TEXT NOT NULL,
    amount TEXT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE strategy_review (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    indicator TEXT NOT NULL,
    year_from BIGINT,
    year_to BIGINT,
    rating BIGINT,
    conclusion TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE survey (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    "group" TEXT NOT NULL,
    technique TEXT NOT NULL,
    term TEXT NOT NULL,
    population BIGINT,
    sample BIGINT,
    conclusions TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE survey_question (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    survey CHAR(32),
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    "group" TEXT NOT NULL,
    question_kind TEXT NOT NULL,
    options TEXT NOT NULL,
    answers TEXT NOT NULL,
    texts TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE swot_item (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    quadrant TEXT NOT NULL,
    text TEXT NOT NULL,
    dimension TEXT,
    weight BIGINT,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE task (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    undertaking CHAR(32),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    start DATE,
    "end" DATE,
    cost TEXT,
    responsible TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE team_member (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    role TEXT NOT NULL,
    area TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE undertaking (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    type TEXT,
    bundle CHAR(32),
    goal CHAR(32),
    supporting_goals TEXT NOT NULL,
    dimensions TEXT NOT NULL,
    status TEXT NOT NULL,
    leader TEXT NOT NULL,
    unit TEXT NOT NULL,
    partners TEXT NOT NULL,
    target_groups TEXT NOT NULL,
    problems TEXT NOT NULL,
    existing_state TEXT NOT NULL,
    needs TEXT NOT NULL,
    aim TEXT NOT NULL,
    description TEXT NOT NULL,
    location TEXT NOT NULL,
    property_right TEXT NOT NULL,
    documentation TEXT NOT NULL,
    plan_conformity TEXT NOT NULL,
    outputs TEXT NOT NULL,
    results TEXT NOT NULL,
    declared_cost TEXT,
    eligible_cost TEXT,
    estimate_basis TEXT NOT NULL,
    start DATE,
    "end" DATE,
    maintenance_cost TEXT,
    maintenance_income TEXT,
    maintenance_source TEXT NOT NULL,
    durability_years BIGINT,
    institutional_conditions TEXT NOT NULL,
    participation TEXT NOT NULL,
    contact_role TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE vision (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    slogan TEXT NOT NULL,
    text TEXT NOT NULL,
    year BIGINT,
    path_name TEXT NOT NULL,
    path_text TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);

CREATE TABLE work_event (
    ordinal INTEGER NOT NULL,
    id CHAR(32) NOT NULL,
    position BIGINT NOT NULL,
    scope TEXT NOT NULL,
    day DATE,
    title TEXT NOT NULL,
    form TEXT NOT NULL,
    participants BIGINT,
    result TEXT NOT NULL,
    participation BOOLEAN NOT NULL,
    place TEXT NOT NULL,
    "group" TEXT NOT NULL,
    influence TEXT NOT NULL,
    PRIMARY KEY (ordinal),
    UNIQUE (id)
);
