// Written by `python -m tests.javascript write` from data.py.

import type { MapData } from "../data.js";

/** A page: its path from the app's root, what it is called, and the sign beside it. */
export interface LinkData {
  path: string;
  label: string;
  icon: "home" | "open" | "done" | "you" | "class" | "teach";
}

/** Links under one heading; the heading may be empty. */
export interface GroupData {
  title: string;
  links: LinkData[];
}

/** The links by group, the path of the page that is open, and the map of the lesson that it is, if it is one. */
export interface MenuData {
  groups: GroupData[];
  here: string;
  map: MapData | null;
}
