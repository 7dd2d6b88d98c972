// Written by `python -m tests.javascript write` from data.py.

/** The class, and the topics of which Python wants to hear. */
export interface SignalData {
  classroom: string;
  topics: string[];
}

/** What the browser sends as `changed`: how many changes it has heard of. */
export interface SignalMessage {
  count: number;
}
