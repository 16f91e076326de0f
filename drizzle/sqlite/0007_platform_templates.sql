CREATE TABLE `platform_templates` (
	`business_id` text NOT NULL,
	`waba_id` text NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`template_id` text,
	`status` text NOT NULL,
	`category` text,
	`quality` text,
	`reason` text,
	`paused_until` integer,
	`coming` text,
	`status_at` integer NOT NULL,
	`category_at` integer NOT NULL,
	`quality_at` integer NOT NULL,
	PRIMARY KEY(`business_id`, `waba_id`, `name`, `language`)
);
--> statement-breakpoint
CREATE TABLE `template_syncs` (
	`business_id` text NOT NULL,
	`waba_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`business_id`, `waba_id`)
);
